"""What a terminal shows: Rich renderables that are given their width and work nothing out."""
