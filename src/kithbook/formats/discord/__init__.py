"""Discord: what its exports have in common, whether DiscordChatExporter or Discord itself made them."""
