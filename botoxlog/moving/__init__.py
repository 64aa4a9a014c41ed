"""Taking journals apart, together and elsewhere: pure, but for the files that people name."""
