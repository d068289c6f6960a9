"""Which handles are one person."""
