// A Node process that does nothing: what the other yardsticks cost before they begin.
