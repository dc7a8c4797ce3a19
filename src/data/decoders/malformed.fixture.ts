/** Files that must be refused: made by a seeded function, so that nobody has to trust a binary in the repository. */
import { zlibSync } from "fflate";
import type { ErrorCode } from "../../protocol/messages.ts";
import type { Rng } from "../../tensor/rng.ts";
import {
  cifarOf,
  concatenated,
  fileOf,
  gzipOf,
  idxOf,
  npyOf,
  pngChunk,
  pngHeaderOf,
  pngOf,
  tarHeader,
  tarOf,
  textBytes,
  zipOf,
} from "./files.fixture.ts";
import { IMPORT_LIMITS } from "./importLimits.ts";
import {
  bytesColumn,
  classLabel,
  lists,
  numbers,
  parquetOf,
  pictures,
  texts,
} from "./parquet.fixture.ts";
import type { SourceFile } from "./sourceFile.ts";

export type Malformed = {
  title: string;
  files: SourceFile[];
  code: ErrorCode;
  /** Part of the message. */
  says: string;
};

const MIB = 2 ** 20;

/** Changes bytes of a copy. */
function altered(bytes: Uint8Array, change: (copy: Uint8Array) => void) {
  const copy = new Uint8Array(bytes);
  change(copy);
  return copy;
}

/** Where a zip's list of entries begins. */
function centralDirectory(zip: Uint8Array): number {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.length);
  return view.getUint32(zip.length - 22 + 16, true);
}

/** Where a JPEG's baseline frame begins. */
function frameOf(jpeg: Uint8Array): number {
  for (let at = 2; ; at += 2 + 256 * jpeg[at + 2]! + jpeg[at + 3]!) {
    if (jpeg[at + 1] === 0xc0) return at;
  }
}

const little32 = (value: number) =>
  new Uint8Array(Uint32Array.of(value).buffer);

/** @param jpeg A whole JPEG file. */
export function malformedFiles(rng: Rng, jpeg: Uint8Array): Malformed[] {
  const noise = (length: number) =>
    Uint8Array.from({ length }, () => rng.intBelow(256));
  const png = pngOf(24, 24, () => [rng.intBelow(256), rng.intBelow(256), 9]);
  const small = noise(12);
  const idx = idxOf([3, 2, 2], small);
  const labels = idxOf([3], Uint8Array.of(0, 1, 0));
  const record = (label: number) => ({ labels: [label], pixels: noise(3072) });
  const ten = Array.from({ length: 10 }, (_, k) => record(k));
  const marks = npyOf("|u1", [3], Uint8Array.of(0, 1, 0));
  const npyPixels = npyOf("|u1", [3, 2, 2], small);
  const gz = gzipOf(noise(4000));
  const zip = zipOf({ "a/1.png": png, "b/1.png": png });
  const tar = tarOf({ "a/1.png": png, "b/1.png": png });
  const hugeZeros = new Uint8Array(20 * MIB);

  /** A broken picture beside a whole one. */
  const picture = (
    title: string,
    name: string,
    bytes: Uint8Array,
    says: string,
    code: ErrorCode = "import-unreadable",
  ): Malformed => ({
    ...{ title, says, code },
    files: [fileOf(`a/${name}`, bytes), fileOf("b/1.png", png)],
  });
  const whole = (
    title: string,
    name: string,
    bytes: Uint8Array,
    says: string,
    code: ErrorCode = "import-unreadable",
  ): Malformed => ({
    ...{ title, says, code },
    files: [fileOf(name, bytes)],
  });
  const idxPair = (
    title: string,
    images: Uint8Array,
    labelFile: Uint8Array,
    says: string,
    code: ErrorCode = "import-unreadable",
  ): Malformed => ({
    ...{ title, says, code },
    files: [
      fileOf("images-idx3-ubyte", images),
      fileOf("labels-idx1-ubyte", labelFile),
    ],
  });
  const arrays = (
    title: string,
    images: Uint8Array,
    labelFile: Uint8Array,
    says: string,
    code: ErrorCode = "import-unreadable",
  ): Malformed => ({
    ...{ title, says, code },
    files: [fileOf("x.npy", images), fileOf("y.npy", labelFile)],
  });
  const floats = (value: number) =>
    npyOf(
      "<f4",
      [3, 2, 2],
      Float32Array.from(small, (x, i) => (i === 5 ? value : x / 255)),
    );

  const image = pictures("image", [
    ...[0, 1, 2].map((i) => ({ bytes: png, path: `${i}.png` })),
  ]);
  const label = numbers("label", [0n, 1n, 0n]);
  const parquet = (
    title: string,
    bytes: Uint8Array,
    says: string,
    code: ErrorCode = "import-unreadable",
  ) => whole(title, "x.parquet", bytes, says, code);
  const table = parquetOf({ image, label });
  const footerAt = table.length - 8;

  return [
    { title: "nothing", files: [], code: "import-unfit", says: "got none" },
    {
      title: "more bytes than are taken",
      files: [
        { path: "x.zip", size: IMPORT_LIMITS.storedBytes + 1, read: () => zip },
      ],
      code: "import-too-large",
      says: `at most ${IMPORT_LIMITS.storedBytes} bytes, got`,
    },
    {
      title: "more files than are taken",
      files: Array.from({ length: IMPORT_LIMITS.files + 1 }, () =>
        fileOf("a/1.png", png),
      ),
      code: "import-too-large",
      says: `at most ${IMPORT_LIMITS.files} files`,
    },
    whole("a text alone", "notes.txt", textBytes("hello"), "got notes.txt"),

    picture(
      "a text called .png",
      "x.png",
      textBytes("hello, world"),
      'got text beginning "hello, world"',
    ),
    picture(
      "an empty picture",
      "empty.png",
      new Uint8Array(0),
      "got an empty file",
    ),
    picture(
      "a web page called .jpg",
      "page.jpg",
      textBytes("<!DOCTYPE html><p>404"),
      "got a web page",
    ),
    picture(
      "SVG with a script",
      "x.svg",
      textBytes(
        "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
      ),
      "got SVG, which may carry scripts",
    ),
    picture(
      "SVG called .png",
      "svg.png",
      textBytes("<?xml version='1.0'?><svg/>"),
      "svg.png: must be a PNG, JPEG or WebP picture, got SVG by another name",
    ),
    picture("GIF", "x.gif", textBytes("GIF89a......"), "got GIF"),
    picture("BMP", "x.bmp", textBytes("BM......"), "got BMP"),
    picture("AVIF", "x.avif", textBytes("\0\0\0 ftypavif"), "got AVIF or HEIC"),
    picture("TIFF", "x.tiff", textBytes("II*\0...."), "got TIFF"),
    picture(
      "noise called .png",
      "noise.png",
      concatenated(Uint8Array.of(200, 1), noise(200)),
      "beginning with 0xc801",
    ),
    picture(
      "PNG cut in the middle",
      "cut.png",
      png.subarray(0, png.length >> 1),
      "got one cut short after",
    ),
    picture(
      "PNG of a signature alone",
      "sig.png",
      png.subarray(0, 8),
      "must be PNG that begins with IHDR",
    ),
    picture(
      "PNG with a changed byte of pixels",
      "crc.png",
      altered(png, (copy) => (copy[60]! ^= 1)),
      "crc.png: must be a whole PNG file, got",
    ),
    picture(
      "PNG whose pixels are missing",
      "hole.png",
      concatenated(pngHeaderOf(9, 9), pngChunk("IEND", new Uint8Array(0))),
      "hole.png: must be a whole PNG file",
    ),
    picture(
      "PNG with too few rows",
      "rows.png",
      concatenated(
        pngHeaderOf(9, 9),
        pngChunk("IDAT", zlibSync(new Uint8Array(40))),
        pngChunk("IEND", new Uint8Array(0)),
      ),
      "rows.png: must be a whole PNG file",
    ),
    picture(
      "PNG of 0 x 5",
      "zero.png",
      concatenated(pngHeaderOf(0, 5), pngChunk("IEND", new Uint8Array(0))),
      "got 0 x 5",
    ),
    picture(
      "interlaced PNG",
      "adam7.png",
      concatenated(
        pngHeaderOf(9, 9, 1),
        pngChunk("IDAT", zlibSync(new Uint8Array(7))),
        pngChunk("IEND", new Uint8Array(0)),
      ),
      "adam7.png: must be a whole PNG file, got 7 bytes of pixels",
    ),
    picture(
      "PNG 30,000 pixels wide",
      "wide.png",
      concatenated(
        pngHeaderOf(30_000, 30_000),
        pngChunk("IEND", new Uint8Array(0)),
      ),
      "got 30000 x 30000",
      "import-too-large",
    ),
    picture(
      "PNG of too many pixels",
      "area.png",
      concatenated(
        pngHeaderOf(8000, 8000),
        pngChunk("IEND", new Uint8Array(0)),
      ),
      "got 64000000",
      "import-too-large",
    ),
    {
      ...picture(
        "a picture of too many bytes",
        "fat.png",
        concatenated(png, new Uint8Array(IMPORT_LIMITS.pictureBytes)),
        `at most ${IMPORT_LIMITS.pictureBytes} bytes`,
        "import-too-large",
      ),
    },
    picture(
      "JPEG cut in the middle",
      "cut.jpg",
      jpeg.subarray(0, jpeg.length >> 1),
      "cut.jpg: must be a whole JPEG file, got one cut short",
    ),
    picture(
      "JPEG that says to be huge",
      "huge.jpg",
      // The frame header's height and width, which encoders write behind the quantisation tables.
      altered(jpeg, (copy) => copy.set([15, 0, 15, 0], frameOf(jpeg) + 5)),
      "JPEG of at least 28800 bytes for 3840 x 3840 pixels",
    ),
    picture(
      "JPEG without a frame",
      "frame.jpg",
      Uint8Array.of(0xff, 0xd8, 0xff, 0xd9),
      "got one without",
    ),
    picture(
      "JPEG whose scan is missing",
      "scan.jpg",
      concatenated(
        jpeg.subarray(0, jpeg.length - 200),
        Uint8Array.of(0xff, 0xd9),
      ),
      "scan.jpg: must be a whole JPEG file",
    ),
    picture(
      "WebP cut short",
      "cut.webp",
      concatenated(
        textBytes("RIFF"),
        little32(9000),
        textBytes("WEBPVP8 "),
        noise(20),
      ),
      "must be a whole WebP file",
    ),
    picture(
      "WebP of an unknown kind",
      "kind.webp",
      concatenated(
        textBytes("RIFF"),
        little32(24),
        textBytes("WEBPVP9 "),
        noise(20),
      ),
      'got "VP9 "',
    ),
    picture(
      "WebP of noise",
      "noise.webp",
      concatenated(
        textBytes("RIFF"),
        little32(24),
        textBytes("WEBPVP8 "),
        noise(10),
        Uint8Array.of(8, 0, 8, 0, 0, 0, 0, 0),
      ),
      "must be a whole WEBP file, got Decoding error",
    ),
    whole(
      "a picture in no folder",
      "1.png",
      png,
      "got a picture outside any folder",
      "import-unfit",
    ),
    {
      title: "one class only",
      files: [fileOf("a/1.png", png), fileOf("a/2.png", png)],
      code: "import-unfit",
      says: "must be at least 2 classes, got 1",
    },
    {
      title: "more classes than a label can name",
      files: Array.from({ length: 257 }, (_, k) => fileOf(`c${k}/1.png`, png)),
      code: "import-too-large",
      says: "at most 256 classes, got 257",
    },

    whole(
      "gzip cut short",
      "cut.gz",
      concatenated(gz.subarray(0, gz.length - 900), gz.subarray(-8)),
      "cut.gz: must be",
    ),
    whole(
      "gzip with a wrong checksum",
      "crc.gz",
      altered(gz, (copy) => (copy[copy.length - 8]! ^= 1)),
      "gzip whose checksum fits",
    ),
    whole(
      "gzip by another method",
      "method.gz",
      altered(gz, (copy) => (copy[2] = 7)),
      "got 0x1f8b07",
    ),
    whole(
      "gzip of 12 bytes",
      "short.gz",
      gz.subarray(0, 12),
      "a whole gzip file, got 12 bytes",
    ),
    whole(
      "gzip that says less than it holds",
      "less.gz",
      altered(gz, (copy) => copy.set(little32(100), copy.length - 4)),
      "100 bytes after inflating, as it says, got more",
    ),
    whole(
      "gzip that says more than is taken",
      "bomb.gz",
      altered(gz, (copy) => copy.set(little32(0xfffffff0), copy.length - 4)),
      "bytes after inflating, got 4294967280",
      "import-too-large",
    ),
    whole(
      "gzip of zeros",
      "zeros.gz",
      gzipOf(hugeZeros),
      `at most ${IMPORT_LIMITS.ratio} times its stored size`,
      "import-too-large",
    ),

    whole(
      "zip without its list",
      "cut.zip",
      zip.subarray(0, zip.length - 40),
      "cut.zip: must be a whole zip file",
    ),
    whole(
      "zip with a broken list",
      "list.zip",
      altered(zip, (copy) => (copy[centralDirectory(zip)] = 0)),
      "breaks off after 0",
    ),
    whole(
      "zip with a password",
      "locked.zip",
      altered(zip, (copy) => (copy[centralDirectory(zip) + 8]! |= 1)),
      "got encrypted",
    ),
    whole(
      "zip by another method",
      "lzma.zip",
      altered(zip, (copy) => (copy[centralDirectory(zip) + 10] = 14)),
      "got method 14",
    ),
    whole(
      "zip with a wrong checksum",
      "crc.zip",
      altered(zip, (copy) => (copy[centralDirectory(zip) + 16]! ^= 1)),
      "an entry whose checksum fits",
    ),
    whole(
      "zip with damaged data",
      "data.zip",
      altered(zipOf({ "x.npy": new Uint8Array(5000) }), (copy) =>
        copy.fill(255, 35, 45),
      ),
      "data.zip, entry x.npy: must be whole deflate data",
    ),
    whole(
      "zip that says its entry is huge",
      "bomb.zip",
      altered(zip, (copy) =>
        copy.set(little32(0x7fffffff), centralDirectory(zip) + 24),
      ),
      "by its entry 1 of 2",
      "import-too-large",
    ),
    whole(
      "zip of zeros",
      "ratio.zip",
      zipOf({ "x.npy": hugeZeros }),
      "ratio.zip, entry x.npy: must be at most 200 times",
      "import-too-large",
    ),
    whole(
      "zip in zip64",
      "zip64.zip",
      altered(zip, (copy) =>
        copy.fill(255, copy.length - 12, copy.length - 10),
      ),
      "got zip64",
    ),
    whole(
      "zip with a name outside",
      "slip.zip",
      zipOf({ "../../a/1.png": png }),
      'got the name "../../a/1.png"',
    ),
    whole(
      "zip with an absolute name",
      "root.zip",
      zipOf({ "/a/1.png": png }),
      'got the name "/a/1.png"',
    ),
    whole(
      "zip with a drive",
      "drive.zip",
      zipOf({ "C:/a/1.png": png }),
      'got the name "C:/a/1.png"',
    ),
    whole(
      "zip with one name twice",
      "twice.zip",
      zipOf({ "a/1.png": png, "a/./1.png": png }),
      "got the same name twice",
    ),
    whole("empty zip", "empty.zip", zipOf({}), "got an archive without files"),
    whole(
      "zip in zip",
      "outer.zip",
      zipOf({ "inner.zip": zip }),
      "got inner.zip",
    ),

    whole(
      "tar cut short",
      "cut.tar",
      tar.subarray(0, 600),
      "cut.tar: must be whole",
    ),
    whole(
      "tar cut within a header",
      "header.tar",
      tar.subarray(0, 512 + Math.ceil(png.length / 512) * 512 + 100),
      "a header of 512 bytes at",
    ),
    whole(
      "tar cut between two files",
      "end.tar",
      tar.subarray(0, 512 + Math.ceil(png.length / 512) * 512),
      "tar that ends with zeros, got its end after 1 files",
    ),
    whole(
      "tar with a wrong checksum",
      "sum.tar",
      altered(tar, (copy) => (copy[0]! ^= 1)),
      "has the checksum",
    ),
    whole(
      "tar with a name outside",
      "slip.tar",
      concatenated(tarHeader("../a/1.png", 0), new Uint8Array(1024)),
      'got the name "../a/1.png"',
    ),
    whole(
      "tar with a size in letters",
      "size.tar",
      tarHeader("a/1.png", "AAAAAAAAAAA"),
      'got "AAAAAAAAAAA"',
    ),

    idxPair(
      "IDX with a wrong magic",
      altered(idx, (copy) => (copy[0] = 1)),
      labels,
      "must be IDX (0x000008 and a rank), got 0x01000803",
    ),
    idxPair(
      "IDX of floats",
      altered(idx, (copy) => (copy[2] = 13)),
      labels,
      "got type 0x0d",
    ),
    idxPair(
      "IDX cut short",
      idx.subarray(0, idx.length - 1),
      labels,
      "got 11 bytes",
    ),
    idxPair(
      "IDX with bytes too many",
      concatenated(idx, noise(3)),
      labels,
      "got 15 bytes",
    ),
    idxPair(
      "IDX cut in its header",
      idx.subarray(0, 10),
      labels,
      "a header of 16 bytes, got 10",
    ),
    idxPair(
      "IDX whose counts differ",
      idx,
      idxOf([2], Uint8Array.of(0, 1)),
      "as many labels as images-idx3-ubyte has images (3), got 2",
    ),
    idxPair(
      "IDX with an empty class",
      idx,
      idxOf([3], Uint8Array.of(0, 2, 0)),
      "got none of Class 1",
      "import-unfit",
    ),
    idxPair(
      "IDX of 5,000-pixel images",
      idxOf([0, 5000, 5000], new Uint8Array(0)),
      labels,
      "got 5000 x 5000",
      "import-too-large",
    ),
    idxPair(
      "IDX of two channels",
      idxOf([3, 1, 2, 2], small),
      labels,
      "got [3, 1, 2, 2]",
    ),
    whole(
      "IDX images alone",
      "images-idx3-ubyte",
      idx,
      "together with its file of labels, got none",
      "import-unfit",
    ),
    whole(
      "IDX labels alone",
      "labels-idx1-ubyte",
      labels,
      "got labels alone",
      "import-unfit",
    ),

    whole(
      "CIFAR with half a record",
      "data_batch_1.bin",
      cifarOf(ten).subarray(0, 5000),
      "got 5000 bytes",
    ),
    whole(
      "CIFAR-10 with a label of 10",
      "data_batch_2.bin",
      cifarOf([...ten, record(10)]),
      "labels below 10, got 10 in record 10",
    ),
    whole(
      "CIFAR without ships",
      "data_batch_3.bin",
      cifarOf(ten.slice(0, 8)),
      "got none of Class 8",
      "import-unfit",
    ),
    whole(
      "an empty CIFAR file",
      "data_batch_4.bin",
      new Uint8Array(0),
      "got 0 bytes",
    ),

    arrays(
      "npy with a wrong magic",
      altered(npyPixels, (copy) => (copy[0] = 0)),
      marks,
      "npy (0x934e554d), got 0x004e554d",
    ),
    arrays(
      "npy of complex numbers",
      npyOf("<c16", [3, 2, 2], noise(192)),
      marks,
      "got '<c16'",
    ),
    arrays(
      "pickled npy",
      npyOf("|O", [3, 2, 2], noise(96)),
      marks,
      "which needs Python",
    ),
    arrays(
      "big-endian npy",
      npyOf(">f4", [3, 2, 2], noise(48)),
      marks,
      "got '>f4'",
    ),
    arrays(
      "npy in Fortran's order",
      npyOf("|u1", [3, 2, 2], small, "True"),
      marks,
      "got Fortran's order",
    ),
    arrays(
      "npy cut short",
      npyPixels.subarray(0, npyPixels.length - 2),
      marks,
      "[3, 2, 2] of |u1, 12 bytes, as its header says, got 10 bytes",
    ),
    arrays(
      "npy with a broken header",
      altered(npyPixels, (copy) => copy.fill(32, 10, 20)),
      marks,
      "header names descr",
    ),
    arrays("NaN pixels", floats(NaN), marks, "got NaN at position 5"),
    arrays(
      "infinite pixels",
      floats(Infinity),
      marks,
      "got Infinity at position 5",
    ),
    arrays(
      "normalised pixels",
      floats(-1.7),
      marks,
      "are the images normalised",
    ),
    arrays(
      "npy of four channels",
      npyOf("|u1", [1, 2, 2, 4], noise(16)),
      marks,
      "got [1, 2, 2, 4]",
    ),
    arrays(
      "fewer labels than images",
      npyPixels,
      npyOf("|u1", [2], Uint8Array.of(0, 1)),
      "as many as there are images (3), got 2",
    ),
    arrays(
      "a label below 0",
      npyPixels,
      npyOf("<i4", [3], Int32Array.of(0, -1, 1)),
      "got -1 at position 1",
    ),
    arrays(
      "a label of 1000",
      npyPixels,
      npyOf("<i4", [3], Int32Array.of(0, 1000, 1)),
      "got 1000 at position 1",
    ),
    arrays(
      "labels between numbers",
      npyPixels,
      npyOf("<f4", [3], Float32Array.of(0, 0.5, 1)),
      "got 0.5 at position 1",
    ),
    arrays(
      "two arrays of labels",
      marks,
      marks,
      "got x [3], y [3]",
      "import-unfit",
    ),
    arrays(
      "no image",
      npyOf("|u1", [0, 2, 2], new Uint8Array(0)),
      npyOf("|u1", [0], new Uint8Array(0)),
      "at least one image, got none",
      "import-unfit",
    ),

    parquet(
      "a text called .parquet",
      textBytes("id,label"),
      "must be parquet (0x50415231), got 0x69642c6c",
    ),
    parquet(
      "parquet cut short",
      table.subarray(0, table.length - 20),
      "whose last bytes are PAR1",
    ),
    parquet(
      "parquet of an encrypted footer",
      altered(table, (copy) => copy.set(textBytes("PARE"))),
      "got an encrypted footer",
    ),
    parquet(
      "parquet whose footer is longer than the file",
      altered(table, (copy) => copy.set(little32(2 ** 30), footerAt)),
      "parquet with a footer within its",
    ),
    parquet(
      "parquet of pages in a codec that is not read",
      parquetOf(
        { image, label },
        { codec: "BROTLI", compressors: { BROTLI: (bytes) => bytes } },
      ),
      'got BROTLI; write it with compression="snappy"',
    ),
    parquet(
      "parquet of damaged pages",
      parquetOf(
        { image, label },
        { compressors: { SNAPPY: (bytes) => bytes.slice(0, -1) } },
      ),
      "of whole SNAPPY data",
    ),
    parquet(
      "parquet of a page that three bytes become",
      parquetOf(
        { image, label: texts("label", ["a", "b", "a".repeat(99)]) },
        { compressors: { SNAPPY: () => Uint8Array.of(1, 2, 3) } },
      ),
      "for 3 of SNAPPY, got",
      "import-too-large",
    ),
    parquet(
      "parquet of deltas",
      parquetOf({
        image,
        label: { ...label, encoding: "DELTA_BINARY_PACKED" },
      }),
      "got DELTA_BINARY_PACKED",
    ),
    parquet(
      "parquet without labels",
      parquetOf({ image, size: numbers("size", [1n, 2n, 3n]) }),
      "a column of labels (label, labels, fine_label, class), got image.bytes (BYTE_ARRAY), image.path (BYTE_ARRAY), size (INT64)",
      "import-unfit",
    ),
    parquet(
      "parquet without pictures",
      parquetOf({ text: texts("text", ["a", "b", "c"]), label }),
      "one column of pictures, such as image of bytes or of {bytes, path}, got text",
      "import-unfit",
    ),
    parquet(
      "parquet of embeddings among images",
      parquetOf({ x: lists("x", [[1], [2], [3]]), label }),
      "got x.list.element (FLOAT), label",
      "import-unfit",
    ),
    parquet(
      "parquet of paths to pictures",
      parquetOf({
        image: pictures(
          "image",
          ["a", "b", "c"].map((path) => ({ bytes: null, path })),
        ),
        label,
      }),
      "image.bytes, row 0: must be the bytes of a picture, got nothing; is it only a path to one?",
    ),
    parquet(
      "parquet of a torn picture",
      parquetOf({
        image: bytesColumn("image", [png, png.subarray(0, 50), png]),
        label,
      }),
      "image, row 1: must be a whole PNG file, got one cut short after 50",
    ),
    parquet(
      "parquet of a label that has no class",
      parquetOf(
        { image, label: numbers("label", [0n, 1n, 2n]) },
        classLabel("label", ["cat", "dog"]),
      ),
      "numbers of its 2 classes, from 0 to 1, got 2 in row 2",
    ),
    parquet(
      "parquet of a label that is missing",
      parquetOf({ image, label: numbers("label", [0n, null, 1n]) }),
      "a number or a text in every row, got nothing in row 1",
    ),
    parquet(
      "parquet of an empty label",
      parquetOf({ image, label: texts("label", ["cat", "dog", ""]) }),
      "a text in every row, got none in row 2",
    ),
    parquet(
      "parquet of more rows than are taken",
      parquetOf({
        label: numbers(
          "label",
          new Array(IMPORT_LIMITS.images + 1).fill(0),
          "INT32",
        ),
      }),
      `at most ${IMPORT_LIMITS.images} rows, got ${IMPORT_LIMITS.images + 1}`,
      "import-too-large",
    ),
  ];
}
