/** The texts a reader page needs, as one file to load. */
import app from '../app.de.json';
import charts from '../charts.de.json';
import view from '../view.de.json';

export default { app, charts, view };
