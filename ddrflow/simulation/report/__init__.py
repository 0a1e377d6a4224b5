"""A comparison as one page that can be read, printed and handed round without a network."""

from ddrflow.simulation.report.page import report_page

__all__ = ["report_page"]
