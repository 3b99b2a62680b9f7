import cv2, numpy as np, glob, os, sys

src, dst = sys.argv[1], sys.argv[2]
os.makedirs(dst, exist_ok=True)
S = int(sys.argv[3]) if len(sys.argv) > 3 else 256
for f in sorted(glob.glob(src + "/*.png")):
    im = cv2.imread(f, -1).astype(np.float32)
    h = im.shape[0]
    r = np.random.default_rng(
        abs(hash(os.path.basename(f))) % 2**31 if 0 else int("".join(c for c in os.path.basename(f) if c.isdigit()))
    )
    base = r.uniform(70, 215) * np.ones(3) + r.normal(0, 9, 3)
    bg = np.ones((h, h, 3), np.float32) * base
    for _ in range(14):
        c = (int(r.uniform(-0.1, 1.1) * h), int(r.uniform(-0.1, 1.1) * h))
        cv2.circle(
            bg,
            c,
            int(r.uniform(0.08, 0.35) * h),
            tuple(float(x) for x in np.clip(base + r.normal(0, 26) + r.normal(0, 6, 3), 0, 255)),
            -1,
        )
    bg = cv2.GaussianBlur(bg, (0, 0), h * 0.07)
    a = im[..., 3:] / 255
    o = im[..., :3] * a + bg * (1 - a)
    if h != S:
        o = cv2.resize(o, (S, S), interpolation=cv2.INTER_AREA)
    x = o / 255
    o = 255 * (x + 0.35 * (x - 0.45) * x * (1 - x) * 2)
    o += cv2.GaussianBlur(r.normal(0, 3, o.shape).astype(np.float32), (0, 0), 0.6)
    cv2.imwrite(
        dst + "/" + os.path.basename(f)[:-4] + ".jpg",
        np.clip(o, 0, 255).astype(np.uint8),
        [cv2.IMWRITE_JPEG_QUALITY, 92],
    )
