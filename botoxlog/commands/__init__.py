"""A module for each command, under the name that is typed; those in -ing are what they share."""
