import { describe, expect, it } from 'vitest';
import { layOutJson } from './lay-out-json';

describe('JSON in a cell', () => {
  it('gets a line for each of its parts', () => {
    expect(layOutJson('{"a":[1,2],"b":null}')).toBe('{\n  "a": [\n    1,\n    2\n  ],\n  "b": null\n}');
  });

  it('stays as it is where laying it out would change it', () => {
    expect(layOutJson('{"id":9007199254740993}')).toBe('{"id":9007199254740993}');
    expect(layOutJson('{broken')).toBe('{broken');
  });
});
