"""Values in, Dash out: the frame, the cards, the charts and the words of every page."""
