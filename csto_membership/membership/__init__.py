"""The engine: from acts to days of membership."""
