import { testRunReporter } from '@narthex/instrumentation/vitest';
import { expectTypeOf, it } from 'vitest';
import type { Reporter, TestCase, TestModule, Vitest } from 'vitest/node';
import type { VitestCase, VitestModule, VitestRun } from '../../../exporters/instrumentation/test-runs/vitest.ts';

it('what is read of Vitest has the types of the Vitest that is installed', () => {
  expectTypeOf<Vitest>().toExtend<VitestRun>();
  expectTypeOf<TestModule>().toExtend<VitestModule>();
  expectTypeOf<TestCase>().toExtend<VitestCase>();
  expectTypeOf(testRunReporter({ run: 'unit-tests' })).toExtend<Reporter>();
});
