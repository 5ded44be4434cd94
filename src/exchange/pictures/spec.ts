/** What is drawn of a table, and where the provinces stand on the tile map: specs/outputs/pictures.json, province-grid.json. */
import { z } from 'zod';
import picturesFile from '../../../specs/outputs/pictures.json' with { type: 'json' };
import gridFile from '../../../specs/outputs/province-grid.json' with { type: 'json' };
import { code, parseSpec, repeated, specId, standing, variableName } from '../../statistics/spec.ts';

const head = { $schema: z.string().optional(), id: specId, standing, source: z.string().min(1) };

export const outputPicturesSchema = z
  .strictObject({
    ...head,
    /** Dimensions whose codes have an order, so that a line may join them. */
    ordered: z.array(variableName),
    pyramid: z.strictObject({ sides: variableName, steps: variableName }),
    /** Most classes of the map; each has a pattern of its own. */
    mapClasses: z.int().min(2).max(5),
  })
  .meta({ title: 'Padan pictures of released tables' });

export const outputGridSchema = z
  .strictObject({
    ...head,
    codelist: specId,
    tiles: z.array(
      z.strictObject({
        code,
        row: z.int().min(0),
        column: z.int().min(0),
        /** Name that fits a tile. */
        short: z.string().min(1).max(9),
      }),
    ),
  })
  .superRefine(({ tiles }, context) => {
    const places = tiles.map(({ row, column }) => `${row},${column}`);
    for (const twice of [...repeated(tiles.map((each) => each.code)), ...repeated(places)])
      context.addIssue({ code: 'custom', path: ['tiles'], message: `${twice} occurs twice` });
  })
  .meta({ title: 'Padan tile map' });

export type Tile = z.infer<typeof outputGridSchema>['tiles'][number];

export const pictureRules = () => parseSpec(outputPicturesSchema, picturesFile, 'output pictures');
export const provinceGrid = () => parseSpec(outputGridSchema, gridFile, 'output province grid');
