import { type Blobs, isBlobKey } from '../../ports/blobs.ts';
import { ByteReader, bytesOf } from '../../storage/byte-reader.ts';
import type { R2, R2Part } from './bindings.ts';

/** All parts but the last must have one size of at least 5 MiB. Source: developers.cloudflare.com/r2, multipart. */
const PART_BYTES = 8 << 20;

/** Blobs in an R2 bucket. What is longer than one part goes up in parts and appears when they are complete. */
export function r2Blobs(bucket: R2): Blobs {
  const checked = (key: string) => {
    if (!isBlobKey(key)) throw new Error('blob key is not allowed');
    return key;
  };
  return {
    async put(key, bytes) {
      const reader = new ByteReader(bytesOf(bytes));
      const first = await reader.read(PART_BYTES);
      if (first.length < PART_BYTES || (await reader.atEnd())) {
        await bucket.put(checked(key), first);
        return;
      }
      const upload = await bucket.createMultipartUpload(checked(key));
      try {
        const parts: R2Part[] = [];
        for (let part = first; part.length > 0; part = await reader.read(PART_BYTES))
          parts.push(await upload.uploadPart(parts.length + 1, part));
        await upload.complete(parts);
      } catch (error) {
        await upload.abort().catch(() => undefined);
        throw error;
      }
    },
    async get(key) {
      return (await bucket.get(checked(key)))?.body ?? null;
    },
    async delete(key) {
      await bucket.delete(checked(key));
    },
    async list(prefix) {
      const keys: string[] = [];
      let page = await bucket.list({ prefix });
      for (;;) {
        keys.push(...page.objects.map((object) => object.key));
        if (!page.truncated || page.cursor === undefined) return keys.sort();
        page = await bucket.list({ prefix, cursor: page.cursor });
      }
    },
  };
}
