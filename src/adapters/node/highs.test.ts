import { describe } from 'vitest';
import { solverContract } from '../../../test/contracts/solver.ts';
import { openNodeSolver } from './highs.ts';

describe('HiGHS on Node', () => solverContract('node', openNodeSolver));
