import { expect, it } from 'vitest';
import { datasetOfPage, hasOwnUseOfFiles } from './where-files-go';

it('files that come in on a page about a dataset are meant for it', () => {
  expect(datasetOfPage({ pathname: '/datasets/weather/views', search: '?view=a' })).toBe('weather');
  expect(datasetOfPage({ pathname: '/upload', search: '?dataset=iot-readings' })).toBe('iot-readings');
});

it('elsewhere the files speak for themselves', () => {
  expect(datasetOfPage({ pathname: '/datasets', search: '' })).toBeNull();
  expect(datasetOfPage({ pathname: '/upload', search: '' })).toBeNull();
  expect(datasetOfPage({ pathname: '/', search: '?dataset=weather' })).toBeNull();
});

it('the pages that make definitions of files keep them', () => {
  expect(hasOwnUseOfFiles('/datasets/new')).toBe(true);
  expect(hasOwnUseOfFiles('/datasets/weather/definition/edit')).toBe(true);
  expect(hasOwnUseOfFiles('/datasets/weather')).toBe(false);
});
