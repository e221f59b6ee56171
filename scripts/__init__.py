"""What the house needs to keep itself in order; nothing here is part of the package `soat`."""
