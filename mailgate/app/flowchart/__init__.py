"""An SOP as the swimlane flowchart of Permenpan RB 35/2012, placed to the tenth of a millimetre and not yet drawn.

`flow.py` says what is drawn, `grid.py` how wide and high, `paging.py` on which page, `placing.py` where, `routing.py`
which way the arrows go, `labels.py` where their words stand; `chart.py` puts it together, `drawing.py` makes it JSON.
"""
