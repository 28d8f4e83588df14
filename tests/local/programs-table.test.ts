import { describe, expect, it } from 'vitest';
import { readTargets } from '../../local/programs/apt.ts';
import { cacheFolder } from '../../local/programs/cache.ts';
import { missingMessage } from '../../local/programs/ensure.ts';
import { bundleOf, minimum, overrideVariable, type ProgramName, programs } from '../../local/programs/table.ts';
import { isAtLeast, readVersion } from '../../local/programs/version.ts';

const names = Object.keys(programs) as ProgramName[];

describe('the table of programs', () => {
  it('holds every program that a stack, its checks and its tests run', () => {
    expect(names.sort()).toEqual(
      [
        ...['prometheus', 'promtool', 'alertmanager', 'amtool', 'blackbox_exporter', 'node_exporter'],
        ...['postgres_exporter', 'pushgateway', 'redis_exporter', 'docker-compose', 'busybox'],
        ...['redis-server', 'redis-cli', 'postgres', 'initdb', 'pg_ctl', 'psql', 'chromium'],
      ].sort(),
    );
  });

  it.each(names)('gives %s a package, a path that ends in one of its commands, and a minimum', (name) => {
    const { debian, commands, name: own } = programs[name];
    expect(own).toBe(name);
    expect(commands).toContain(debian.path.split('/').at(-1));
    expect(debian.path).not.toMatch(/^\//);
    expect(debian.package).toMatch(/^[a-z][a-z0-9-]+$/);
    expect(minimum[name]).toMatch(/^\d+(\.\d+)*$/);
    expect(bundleOf(name).programs.map((entry) => entry.name)).toContain(name);
  });

  it('takes C programs from the release of the machine, whose libraries they need', () => {
    const own = names.filter((name) => programs[name].debian.suite === 'own').sort();
    expect(own).toEqual(['chromium', 'initdb', 'pg_ctl', 'postgres', 'psql', 'redis-cli', 'redis-server']);
  });

  it('names the variable that overrides a program in the usual form', () => {
    expect(overrideVariable('promtool')).toBe('NARTHEX_PROMTOOL');
    expect(overrideVariable('docker-compose')).toBe('NARTHEX_DOCKER_COMPOSE');
  });
});

describe('the version of a program', () => {
  it.each([
    ['prometheus, version 3.5.3+ds1 (branch: debian/sid, revision: 3.5.3+ds1-6)', '3.5.3'],
    ['time="2026-11-21T08:07:57Z" level=info msg="Redis Metrics Exporter v1.86.0    build date: 2026"', '1.86.0'],
    ['BusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.', '1.38.0'],
    ['postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)', '15.18'],
    ['Redis server v=7.0.15 sha=00000000:0 malloc=jemalloc-5.3.0 bits=64', '7.0.15'],
    ['2.40.3-3', '2.40.3'],
  ])('is read from %j', (text, version) => {
    expect(readVersion(text)).toBe(version);
  });

  it('is unknown when nothing looks like one', () => {
    expect(readVersion('usage: promtool <command>')).toBeUndefined();
  });

  it('is compared part by part as numbers', () => {
    expect(isAtLeast('3.10.0', '3.5.0')).toBe(true);
    expect(isAtLeast('3.5', '3.5.0')).toBe(true);
    expect(isAtLeast('2.53.1', '3.5.0')).toBe(false);
    expect(isAtLeast('0.28.0', '0.28.1')).toBe(false);
  });
});

describe('the cache folder', () => {
  it('is the one that is asked for, before the desktop convention', () => {
    expect(cacheFolder({ NARTHEX_CACHE: '/a', XDG_CACHE_HOME: '/b', HOME: '/c' })).toBe('/a');
    expect(cacheFolder({ XDG_CACHE_HOME: '/b', HOME: '/c' })).toBe('/b/narthex');
  });

  it('is in the home of an ordinary user and outside the closed home of root', () => {
    const expected = process.getuid?.() === 0 ? '/var/cache/narthex' : '/home/u/.cache/narthex';
    expect(cacheFolder({ HOME: '/home/u' })).toBe(expected);
  });
});

describe('the archives of this release', () => {
  it('are read from what apt lists, each suite once, other vendors and releases left out', () => {
    const text = [
      'mirror:/debian/ bookworm main',
      'mirror:/debian/ bookworm main',
      'mirror:/debian/ bookworm-updates main',
      'mirror:/debian/ bookworm contrib',
      'mirror:/debian/ forky main',
      'mirror:/security/ bookworm-security main',
      'vendor:/engine/ bookworm stable',
      'vendor:/cloud/ cloud-sdk-bookworm main',
      '',
    ].join('\n');
    expect(readTargets(text, 'bookworm')).toEqual([
      { uri: 'mirror:/debian/', suites: ['bookworm', 'bookworm-updates'] },
      { uri: 'mirror:/security/', suites: ['bookworm-security'] },
    ]);
    expect(readTargets('', 'bookworm')).toEqual([]);
  });
});

describe('the error for programs that cannot be had', () => {
  it('lists them all, says why, and says what to do', () => {
    const message = missingMessage(['promtool', 'node_exporter'], 'this machine is no Debian');
    expect(message).toContain('promtool, node_exporter');
    expect(message).toContain('this machine is no Debian');
    expect(message).toMatch(/put them on PATH.*NARTHEX_PROMTOOL=/);
  });
});
