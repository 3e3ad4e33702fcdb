"""The commands, one file for each family. Data goes to standard output, talk to standard error."""
