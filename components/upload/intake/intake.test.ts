import { describe, expect, it } from 'vitest';
import { Intake } from './intake';

const csv = (name: string, header: string, lastModified = 1) =>
  new File([`${header}\n1,2\n`], name, { lastModified });

const names = (intake: Intake) =>
  intake.getSnapshot().groups.map(({ files }) => files.map(({ name }) => name));

async function intakeOf(...files: File[]): Promise<Intake> {
  const intake = new Intake();
  await intake.add({ files, unusable: [] }, null);
  return intake;
}

describe('files that come in', () => {
  it('are grouped by their header, in the order in which they came', async () => {
    const intake = await intakeOf(
      csv('a.csv', 'id,name'),
      csv('x.csv', 'sku,price'),
      csv('b.csv', 'id,name'),
    );
    expect(names(intake)).toEqual([['a.csv', 'b.csv'], ['x.csv']]);
    expect(intake.getSnapshot().reading).toBe(0);
  });

  it('join the group that waits already, and are not taken twice', async () => {
    const intake = await intakeOf(csv('a.csv', 'id,name'));
    await intake.add({ files: [csv('a.csv', 'id,name'), csv('b.csv', 'id,name')], unusable: [] }, null);
    expect(names(intake)).toEqual([['a.csv', 'b.csv']]);
  });

  it('of the same name from two days are two', async () => {
    const intake = await intakeOf(csv('a.csv', 'id,name', 1), csv('a.csv', 'id,name', 2));
    expect(names(intake)).toEqual([['a.csv', 'a.csv']]);
  });

  it('are left out when the system made them', async () => {
    expect(names(await intakeOf(csv('.DS_Store', 'x'), csv('Thumbs.db', 'x')))).toEqual([]);
  });

  it('that cannot be read are named, and the others go on', async () => {
    const locked = csv('locked.csv', 'id,name');
    locked.slice = () => {
      throw new DOMException('Locked', 'NotReadableError');
    };
    const intake = await intakeOf(locked, csv('b.csv', 'id,name'));
    expect(names(intake)).toEqual([['b.csv']]);
    expect(intake.getSnapshot().unusable).toMatchObject([{ name: 'locked.csv' }]);
  });
});

it('a group goes with its last file', async () => {
  const [a, b] = [csv('a.csv', 'id,name'), csv('b.csv', 'id,name')];
  const intake = await intakeOf(a, b);
  const id = intake.getSnapshot().groups[0]?.id ?? 0;
  intake.removeFile(id, a);
  expect(names(intake)).toEqual([['b.csv']]);
  intake.removeFile(id, b);
  expect(names(intake)).toEqual([]);
});
