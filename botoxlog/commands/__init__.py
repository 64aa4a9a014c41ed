"""Every command, grouped by what it is for; `botoxlog.cli` loads the one that was asked for."""
