/**
 * Styles, pictures and client islands, as `npm ci` (`node scripts/build-console.ts`) wrote them into assets.json. Their addresses
 * hold their digest, so that a browser may keep them for good and never mixes two versions.
 */
import built from './assets.json' with { type: 'json' };

export interface Asset {
  readonly type: string;
  /** SHA-256 of the text, hexadecimal. */
  readonly sha256: string;
  readonly text: string;
}

const ASSETS = built as Readonly<Record<string, Asset>>;
const DIGEST_CHARACTERS = 16;

/** @throws {TypeError} a name that was not built (a fault of the page). */
export function assetPath(name: string): string {
  const asset = ASSETS[name];
  if (asset === undefined) throw new TypeError('no such asset');
  return `/console/assets/${asset.sha256.slice(0, DIGEST_CHARACTERS)}/${name}`;
}

/** @throws {TypeError} as `assetPath`. */
export function assetText(name: string): string {
  const asset = ASSETS[name];
  if (asset === undefined) throw new TypeError('no such asset');
  return asset.text;
}

/** The asset at this address; undefined for another version too. */
export function findAsset(digest: string, name: string): Asset | undefined {
  const asset = Object.hasOwn(ASSETS, name) ? ASSETS[name] : undefined;
  return asset?.sha256.startsWith(digest) && digest.length === DIGEST_CHARACTERS ? asset : undefined;
}
