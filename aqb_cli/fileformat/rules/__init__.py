"""What the readers of files report: AQB0xx, the file as such, and AQB1xx, the format. `checking.rules` lists all."""

from aqb_cli.fileformat.rules import file, form

__all__ = ["file", "form"]
