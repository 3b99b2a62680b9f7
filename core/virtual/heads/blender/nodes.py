"""A shorter way of writing Blender's shader graphs."""

from typing import Any

import bpy
import numpy as np
from numpy.typing import NDArray

Socket = Any  # a bpy.types.NodeSocket, a number, or a colour (r, g, b)


class Graph:
    """A material's nodes. `made.inputs` are set by name; whatever is a socket is linked, else it is a value."""

    def __init__(self, name: str) -> None:
        self.material = bpy.data.materials.new(name)
        self.material.use_nodes = True
        self.tree = self.material.node_tree
        self.tree.nodes.clear()

    def set(self, slot: Any, value: Socket) -> None:
        """Links a socket, or sets a value; three numbers are a colour."""
        if isinstance(value, bpy.types.NodeSocket):
            self.tree.links.new(value, slot)
        elif isinstance(value, int | float):
            slot.default_value = float(value)
        else:
            values = [float(part) for part in value]
            slot.default_value = [*values, 1.0] if slot.type == "RGBA" else values

    def node(self, kind: str, **inputs: Socket) -> Any:
        """A node of `ShaderNode{kind}`; inputs by name with `_` for a blank."""
        made = self.tree.nodes.new(f"ShaderNode{kind}")
        for name, value in inputs.items():
            self.set(made.inputs[name.replace("_", " ")], value)
        return made

    def math(self, operation: str, *values: Socket) -> Any:
        """An arithmetic node's result."""
        made = self.tree.nodes.new("ShaderNodeMath")
        made.operation = operation
        for slot, value in zip(made.inputs, values, strict=False):
            self.set(slot, value)
        return made.outputs[0]

    def mix(self, share: Socket, first: Socket, second: Socket, blend: str = "MIX") -> Any:
        """A mixture of two colours."""
        made = self.tree.nodes.new("ShaderNodeMix")
        made.data_type, made.blend_type = "RGBA", blend
        for slot, value in ((made.inputs[0], share), (made.inputs[6], first), (made.inputs[7], second)):
            self.set(slot, value)
        return made.outputs[2]

    def attribute(self, name: str, output: str = "Vector") -> Any:
        """What the mesh carries under this name."""
        made = self.tree.nodes.new("ShaderNodeAttribute")
        made.attribute_name = name
        return made.outputs[output]

    def noise(self, where: Any, scale: float, detail: float = 2.0, roughness: float = 0.5) -> Any:
        """Noise of 0 to 1 at a place."""
        return self.node("TexNoise", Vector=where, Scale=scale, Detail=detail, Roughness=roughness).outputs[0]

    def picture(self, image: Any, where: Any) -> Any:
        """A texture node of an image."""
        made = self.tree.nodes.new("ShaderNodeTexImage")
        made.image, made.extension = image, "EXTEND"
        self.set(made.inputs[0], where)
        return made

    def channels(self, colour: Any) -> Any:
        """Red, green and blue of a colour."""
        return self.node("SeparateColor", Color=colour).outputs

    def finish(self, shader: Any) -> Any:
        """Makes this shader the surface; the material."""
        self.set(
            self.node("OutputMaterial").inputs["Surface"], shader.outputs[0] if hasattr(shader, "outputs") else shader
        )
        return self.material


def image_of(name: str, pixels: NDArray[np.float32]) -> Any:
    """A linear picture of (h, w, 3) or (h, w, 4), first row lowest."""
    high, wide, depth = pixels.shape
    image = bpy.data.images.new(name, wide, high, float_buffer=True, alpha=depth == 4)
    image.colorspace_settings.name = "Non-Color"
    full = np.ones((high, wide, 4), np.float32)
    full[..., :depth] = pixels
    image.pixels.foreach_set(full.ravel())
    image.update()
    return image


def mask_of(path: str) -> Any:
    """A mask on file, read once a scene."""
    image = bpy.data.images.load(path, check_existing=True)
    image.colorspace_settings.name = "Non-Color"
    return image
