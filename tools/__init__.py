"""What is run by hand, for the house: generated documents, bounds, installs."""
