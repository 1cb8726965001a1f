import { expect, test } from 'vitest';
import { readSettings } from './settings';

test('an empty environment gives the documented ports and folder', () => {
  expect(readSettings({}, '/project')).toEqual({
    portalPort: 3000,
    awsPort: 4566,
    homeDir: '/project/.lakeport',
  });
});

test('a relative home lies in the project, an absolute one stays where it is', () => {
  expect(readSettings({ LAKEPORT_HOME: 'here' }, '/project').homeDir).toBe('/project/here');
  expect(readSettings({ LAKEPORT_HOME: '/elsewhere' }, '/project').homeDir).toBe('/elsewhere');
});

test('every variable that cannot be used is named at once', () => {
  const read = () => readSettings({ PORT: 'web', LAKEPORT_AWS_PORT: '70000' }, '/project');
  expect(read).toThrow(/PORT: .+LAKEPORT_AWS_PORT: /);
});
