"""A student of the lab in plain PyTorch: DINOv2's vision transformer with DINOv2's parameter names.

    python3 student.py STUDENT.safetensors IMAGES.bin TOKENS.bin

IMAGES.bin holds float32 [n, 3, image, image], 0 to 1; TOKENS.bin receives float32 [n, 1 + grid * grid, width], class token first.
In Python:

    student = load_student("student.safetensors")    # strict: every parameter, no other
    tokens = student(images)                         # class token: tokens[:, 0]

Needs torch >= 1.13 and nothing else. With the linear stem the names are those of facebookresearch/dinov2; the conv stem is the lab's own.
"""

import argparse
import array
import json
import math
import pathlib
import struct

import torch
import torch.nn.functional as F
from torch import nn

VIT_EPSILON = 1e-6
MLP_RATIO = 4


class Attention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.proj = nn.Linear(width, width)

    def forward(self, x):
        batch, tokens, width = x.shape
        parts = self.qkv(x).reshape(batch, tokens, 3, self.heads, width // self.heads)
        q, k, v = parts.permute(2, 0, 3, 1, 4)  # each [batch, heads, tokens, headWidth]
        weights = (q @ k.transpose(-2, -1) / math.sqrt(width // self.heads)).softmax(-1)
        return self.proj((weights @ v).transpose(1, 2).reshape(batch, tokens, width))


class Mlp(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.fc1 = nn.Linear(width, MLP_RATIO * width)
        self.fc2 = nn.Linear(MLP_RATIO * width, width)

    def forward(self, x):
        return self.fc2(F.gelu(self.fc1(x)))


class LayerScale(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.gamma = nn.Parameter(torch.ones(width))

    def forward(self, x):
        return x * self.gamma


class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.norm1 = nn.LayerNorm(width, eps=VIT_EPSILON)
        self.attn = Attention(width, heads)
        self.ls1 = LayerScale(width)
        self.norm2 = nn.LayerNorm(width, eps=VIT_EPSILON)
        self.mlp = Mlp(width)
        self.ls2 = LayerScale(width)

    def forward(self, x):
        x = x + self.ls1(self.attn(self.norm1(x)))
        return x + self.ls2(self.mlp(self.norm2(x)))


class StemStage(nn.Module):
    """A 3 x 3 convolution of stride 2, LayerNorm over channels, GELU."""

    def __init__(self, inputs, outputs):
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, 3, stride=2, padding=1)
        self.norm = nn.LayerNorm(outputs, eps=VIT_EPSILON)

    def forward(self, x):
        x = self.norm(self.conv(x).permute(0, 2, 3, 1))
        return F.gelu(x).permute(0, 3, 1, 2)


def stem_channels(patch, width):
    """Channels behind each stage of a conv stem: the last has the width, those before half as many each, at least 8."""
    stages = int(math.log2(patch))
    # Halves are rounded up, as the lab does it; Python's round would take the even neighbour.
    return [
        max(8, math.floor(width / 2 ** (stages - 1 - stage) + 0.5))
        for stage in range(stages)
    ]


class PatchEmbed(nn.Module):
    def __init__(self, patch, width, stem):
        super().__init__()
        if stem == "linear":
            self.proj = nn.Conv2d(3, width, patch, stride=patch)
            return
        channels = [3, *stem_channels(patch, width)]
        self.stem = nn.Sequential(
            *(StemStage(i, o) for i, o in zip(channels, channels[1:]))
        )
        self.proj = nn.Conv2d(channels[-1], width, 1)

    def forward(self, x):
        if hasattr(self, "stem"):
            x = self.stem(x)
        return self.proj(x).flatten(2).transpose(1, 2)  # [batch, patches, width]


class Student(nn.Module):
    """Images [batch, 3, image, image], 0 to 1, to tokens [batch, 1 + grid * grid, width]; the class token comes first."""

    def __init__(self, image, patch, width, depth, heads, stem):
        super().__init__()
        self.image = image
        patches = (image // patch) ** 2
        self.cls_token = nn.Parameter(torch.zeros(1, 1, width))
        self.pos_embed = nn.Parameter(torch.zeros(1, 1 + patches, width))
        # In DINOv2 it takes the place of masked patches; nothing is masked here, and processes that share a batch (DDP) wait for every gradient.
        self.mask_token = nn.Parameter(torch.zeros(1, width), requires_grad=False)
        self.patch_embed = PatchEmbed(patch, width, stem)
        self.blocks = nn.ModuleList(Block(width, heads) for _ in range(depth))
        self.norm = nn.LayerNorm(width, eps=VIT_EPSILON)

    def forward(self, images):
        x = self.patch_embed(2 * images - 1)
        x = torch.cat([self.cls_token.expand(len(x), -1, -1), x], 1) + self.pos_embed
        for block in self.blocks:
            x = block(x)
        return self.norm(x)


def read_safetensors(path):
    """Float32 tensors by name, and the metadata, of a file that the lab wrote."""
    content = pathlib.Path(path).read_bytes()
    (length,) = struct.unpack("<Q", content[:8])
    header = json.loads(content[8 : 8 + length])
    metadata = header.pop("__metadata__", {})
    data = bytearray(content[8 + length :])
    tensors = {}
    for name, entry in header.items():
        if entry["dtype"] != "F32":
            raise ValueError(f"{path}: '{name}' must be F32, got {entry['dtype']}")
        begin, end = entry["data_offsets"]
        values = torch.frombuffer(
            data, dtype=torch.float32, count=(end - begin) // 4, offset=begin
        )
        tensors[name] = values.reshape(entry["shape"]).clone()
    return tensors, metadata


def load_student(path):
    """The student of a file, ready to embed images."""
    tensors, metadata = read_safetensors(path)
    student = Student(**json.loads(metadata["cospress_lab"])["sizes"])
    student.load_state_dict(tensors, strict=True)
    return student.eval()


def save_student(path, student, metadata):
    """A file that `load_student` and the lab read; `metadata` as `read_safetensors` gave it, or {"cospress_lab": json of {"version": 1, "sizes": ...}}."""
    header, parts, offset = {"__metadata__": metadata}, [], 0
    for name, value in student.state_dict().items():
        content = array.array("f", value.detach().float().cpu().flatten().tolist()).tobytes()
        header[name] = {
            "dtype": "F32",
            "shape": list(value.shape),
            "data_offsets": [offset, offset + len(content)],
        }
        parts.append(content)
        offset += len(content)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    pathlib.Path(path).write_bytes(struct.pack("<Q", len(text)) + text + b"".join(parts))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("student")
    parser.add_argument("images", type=pathlib.Path)
    parser.add_argument("tokens", type=pathlib.Path)
    arguments = parser.parse_args()
    student = load_student(arguments.student)
    side = student.image
    pixels = torch.frombuffer(
        bytearray(arguments.images.read_bytes()), dtype=torch.float32
    )
    with torch.no_grad():
        tokens = student(pixels.reshape(-1, 3, side, side))
    arguments.tokens.write_bytes(array.array("f", tokens.flatten().tolist()).tobytes())


if __name__ == "__main__":
    main()
