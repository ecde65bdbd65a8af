"""What a question returns, each with its text, its HTML and its plain values."""
