"""Speed against floors and peers, as ratios within one run; never a timed test."""
