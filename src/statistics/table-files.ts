/** The specs of the tables of Lampiran 2, items 1 to 19, unparsed. Item 20 is what the parties agree on besides. */
import table01 from '../../specs/tables/01.json' with { type: 'json' };
import table02 from '../../specs/tables/02.json' with { type: 'json' };
import table03 from '../../specs/tables/03.json' with { type: 'json' };
import table04 from '../../specs/tables/04.json' with { type: 'json' };
import table05 from '../../specs/tables/05.json' with { type: 'json' };
import table06 from '../../specs/tables/06.json' with { type: 'json' };
import table07 from '../../specs/tables/07.json' with { type: 'json' };
import table08 from '../../specs/tables/08.json' with { type: 'json' };
import table09 from '../../specs/tables/09.json' with { type: 'json' };
import table10 from '../../specs/tables/10.json' with { type: 'json' };
import table11 from '../../specs/tables/11.json' with { type: 'json' };
import table12 from '../../specs/tables/12.json' with { type: 'json' };
import table13 from '../../specs/tables/13.json' with { type: 'json' };
import table14 from '../../specs/tables/14.json' with { type: 'json' };
import table15 from '../../specs/tables/15.json' with { type: 'json' };
import table16 from '../../specs/tables/16.json' with { type: 'json' };
import table17 from '../../specs/tables/17.json' with { type: 'json' };
import table18 from '../../specs/tables/18.json' with { type: 'json' };
import table19 from '../../specs/tables/19.json' with { type: 'json' };

export const TABLE_FILES: readonly unknown[] = [
  table01,
  table02,
  table03,
  table04,
  table05,
  table06,
  table07,
  table08,
  table09,
  table10,
  table11,
  table12,
  table13,
  table14,
  table15,
  table16,
  table17,
  table18,
  table19,
];
