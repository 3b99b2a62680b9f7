"""Generator 1: parametric heads from CC0 assets, rendered by Blender's Cycles on the processor."""
