import { createRoot } from 'react-dom/client';
import Card from './Card.jsx';

/** For pages without React of their own. */
export const mount = (element, name) => createRoot(element).render(<Card name={name} />);
