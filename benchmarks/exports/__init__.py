"""One generator of exports for each format that is measured: ``export(path, messages)``, the same each time."""
