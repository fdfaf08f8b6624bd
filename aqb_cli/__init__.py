"""aqb: target agreements of the Hessian training and qualification budget, as checked files in git."""

__version__ = "0.1.0"
