// Opens pages in a real browser, and prints as JSON what it and axe find on each, view by view.
// Asked by a JSON file: where Node's packages are, which browser, which views, which pages.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const asked = JSON.parse(readFileSync(process.argv[2], "utf8"));
const require = createRequire(join(asked.packages, "packages.js"));
const { chromium } = require("playwright-core");
const axe = require("axe-core");

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

// What runs a script: an element, a handler, an address.
function scripts() {
  const attributes = [...document.querySelectorAll("*")].flatMap((one) => [...one.attributes]);
  const running = (one) => /^on/i.test(one.name) || /^\s*javascript:/i.test(one.value);
  return document.scripts.length + attributes.filter(running).length;
}

// Every rule of axe, also what it leaves off by itself: WCAG 2.2 AA, AAA, good practice, trials.
// What it cannot decide is told too, but for words in a drawing: `written` measures those.
async function faults() {
  const values = axe.getRules().map((rule) => rule.ruleId);
  const found = await axe.run(document, { runOnly: { type: "rule", values }, elementRef: true });
  const told = (rules, counts) =>
    rules.flatMap((rule) =>
      rule.nodes
        .filter((node) => counts(rule, node))
        .map((node) => ({ rule: rule.id, where: node.target.flat().join(" "), why: node.failureSummary ?? rule.help })),
    );
  const drawn = (rule, node) => rule.id.startsWith("color-contrast") && node.element instanceof SVGTextElement;
  return {
    faults: told(found.violations, () => true),
    undecided: told(found.incomplete, (rule, node) => !drawn(rule, node)),
  };
}

// The words of drawings with their least contrast to what is drawn under them, or to the page.
function written() {
  const { Color, getContrast } = axe.commons.color;
  const colour = (text) => {
    const one = new Color();
    one.parseString(text);
    return one;
  };
  const page = getComputedStyle(document.body).backgroundColor;
  return [...document.querySelectorAll("svg text")].map((text) => {
    const own = text.getBoundingClientRect();
    const grounds = [page];
    for (const rect of text.closest("svg").querySelectorAll("rect")) {
      const { fill } = getComputedStyle(rect);
      const box = rect.getBoundingClientRect();
      const before = rect.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING;
      if (!before || fill === "none") continue;
      if (box.right <= own.left || box.left >= own.right || box.bottom <= own.top || box.top >= own.bottom) continue;
      const whole = box.left <= own.left && box.right >= own.right && box.top <= own.top && box.bottom >= own.bottom;
      if (whole) grounds.length = 0;
      grounds.push(fill);
    }
    const ink = colour(getComputedStyle(text).fill);
    const contrast = Math.min(...grounds.map((one) => getContrast(colour(one), ink)));
    return { text: text.textContent, contrast };
  });
}

async function look(page, view) {
  await page.setViewportSize({ width: view.width, height: view.height });
  await page.emulateMedia({ media: view.media, colorScheme: view.scheme });
  return {
    ...(await page.evaluate(faults)),
    written: await page.evaluate(written),
    wide: await page.evaluate(() => document.documentElement.scrollWidth),
  };
}

async function open(browser, file) {
  const page = await browser.newPage();
  const requests = [];
  page.on("request", (request) => requests.push(request.url()));
  const own = pathToFileURL(file).href;
  await page.goto(own);
  const found = { scripts: await page.evaluate(scripts), views: {} };
  await page.evaluate(axe.source);
  for (const [name, view] of Object.entries(asked.views)) found.views[name] = await look(page, view);
  found.requests = requests.filter((one) => one !== own);
  await page.close();
  return found;
}

const browser = await chromium.launch({ executablePath: asked.browser, args: FLAGS });
try {
  const found = {};
  for (const [name, file] of Object.entries(asked.pages)) found[name] = await open(browser, file);
  process.stdout.write(JSON.stringify(found));
} finally {
  await browser.close();
}
