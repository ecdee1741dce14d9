// The JSON of design.md §4 is written here.
