import { describe, expect, it } from 'vitest';
import {
  bytesText,
  countAtLeast,
  countText,
  diskBytes,
  memoryBytes,
  memoryLimit,
  sampleLimit,
  seriesMemoryBytes,
  sizeAtLeast,
} from '../../stacks/cost/sizing.ts';

const MiB = 1_024 ** 2;

describe('the disk', () => {
  it('is the samples of the retention at 1.5 bytes, a fifth more, and three hours of log at 6 bytes', () => {
    // 100/s for 10 days: 86,400,000 samples * 1.5 B * 1.2 = 155,520,000 B; log: 10,800 s * 100/s * 6 B = 6,480,000 B.
    expect(diskBytes(100, 864_000)).toBe(155_520_000 + 6_480_000);
  });

  it('has the log even where hardly anything is kept', () => {
    expect(diskBytes(100, 0)).toBe(6_480_000);
  });
});

describe('the memory', () => {
  it('is 4 KiB for each series, and the samples of three hours at 4.5 bytes', () => {
    // 1,000 series * 4,096 B = 4,096,000 B; 100/s * 10,800 s * 1.5 B * 1.5 * 2 = 4,860,000 B.
    expect(seriesMemoryBytes(1_000, 100)).toBe(4_096_000 + 4_860_000);
    expect(memoryBytes(1_000, 100)).toBe(96 * MiB + 4_096_000 + 4_860_000);
  });

  it.each([
    ['is at least 512 MiB', 100 * MiB, '512Mi'],
    ['is twice the estimate', 384 * MiB, '768Mi'],
    ['is rounded up', 385 * MiB, '1Gi'],
    ['goes on in steps of a half', 700 * MiB, '1536Mi'],
    ['of a large server', 5_000 * MiB, '12Gi'],
  ])('limit %s', (_, predicted, limit) => {
    expect(memoryLimit(predicted)).toBe(limit);
  });
});

describe('the sample limit', () => {
  it.each([
    ['is at least 1,000', 20, 20, 1_000],
    ['is three times what is predicted, rounded up', 1_000, 1_000, 3_000],
    ['is rounded up to a number that people would choose', 1_100, 1_100, 5_000],
    ['is no less than what the bounds allow', 400, 4_000, 5_000],
  ])('%s', (_, predicted, most, limit) => {
    expect(sampleLimit(predicted, most)).toBe(limit);
  });
});

describe('rounding', () => {
  it.each([
    [1, 1],
    [11, 15],
    [1_501, 2_000],
    [6_000, 7_500],
    [7_501, 10_000],
  ])('takes %i up to %i', (number, rounded) => {
    expect(countAtLeast(number)).toBe(rounded);
  });

  it.each([
    [1, '1Mi'],
    [3 * MiB, '3Mi'],
    [513 * MiB, '768Mi'],
    [1_025 * MiB, '1536Mi'],
    [2_049 * MiB, '3Gi'],
  ])('takes %i bytes up to %s', (number, size) => {
    expect(sizeAtLeast(number)).toBe(size);
  });
});

describe('numbers as text', () => {
  it.each([
    [0, '0'],
    [0.36, '0.4'],
    [12.6, '13'],
    [2_640, '2,640'],
    [1_234_567, '1,234,567'],
  ])('%d is %s', (number, text) => {
    expect(countText(number)).toBe(text);
  });

  it.each([
    [0, '0 B'],
    [1_536, '1.5 KiB'],
    [121_489_436, '116 MiB'],
    [1.4 * 1_024 ** 3, '1.4 GiB'],
  ])('%d bytes are %s', (number, text) => {
    expect(bytesText(number)).toBe(text);
  });
});
