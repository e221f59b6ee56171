"""How a described step is run.

Comes in: stages (soat.model.stages) and the tables they need. Goes out: the tables they give.
Refuses to know: what any stage means, and where its tables came from.
"""
