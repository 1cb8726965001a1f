/**
 * The ready-made datasets of `datasets/`, as static imports, so that every bundle carries them.
 * Adding one is a folder there and a line here.
 */
import flyoraProducts from '../../datasets/flyora-products/definition.json';
import iotReadings from '../../datasets/iot-readings/definition.json';
import weather from '../../datasets/weather/definition.json';
import { parseDefinition } from './definition';
import type { DatasetDefinition } from './definition';

let parsed: readonly DatasetDefinition[] | undefined;

export function presets(): readonly DatasetDefinition[] {
  parsed ??= [flyoraProducts, iotReadings, weather].map(parseDefinition);
  return parsed;
}

export function findPreset(name: string): DatasetDefinition | undefined {
  return presets().find((preset) => preset.name === name);
}
