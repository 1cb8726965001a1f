/** Every page of the portal, with a text that shows that what it loads is there. */
export interface PortalPage {
  path: string;
  ready: string | RegExp;
}

export const PAGES: readonly PortalPage[] = [
  { path: '/', ready: 'Latest imports' },
  { path: '/datasets', ready: 'Weather stations' },
  { path: '/datasets/weather', ready: /answered in|rows$/ },
  { path: '/datasets/iot-readings/review', ready: 'Arrow keys move' },
  { path: '/datasets/weather/views', ready: 'as of commit' },
  { path: '/datasets/weather/sql', ready: 'Begin with one of these' },
  { path: '/datasets/weather/definition', ready: 'How files are read' },
  { path: '/datasets/weather/definition/edit', ready: 'Nothing is changed yet.' },
  { path: '/datasets/weather/definition/versions', ready: 'in force' },
  { path: '/datasets/new', ready: 'From a sample file' },
  { path: '/datasets/weather/imports', ready: 'shown' },
  { path: '/imports', ready: 'shown' },
  { path: '/upload', ready: 'Drop files or folders' },
  { path: '/monitoring', ready: 'Updated' },
  { path: '/people', ready: 'operator@lakeport.local' },
  { path: '/people/keys', ready: /Create a key/ },
  { path: '/people/audit', ready: 'import history' },
  { path: '/account', ready: 'What you may do' },
];
