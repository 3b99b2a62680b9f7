"""The networks behind the engines: weight files, graphs and their runtimes."""
