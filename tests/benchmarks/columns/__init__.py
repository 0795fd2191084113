"""A table of a million reports, scored beside other engines."""
