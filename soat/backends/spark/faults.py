"""Our own faults on the way to Spark."""


class TranslationFault(Exception):
    """A step's SQL has no faithful translation, or names what is not there."""


class SparkStepFault(Exception):
    """Spark could not run a step: the step's name and Spark's class of error, nothing of a row."""
