/** Every component of ours in every state, for those who build with them and for the tests that press its keys. */
import { useEffect, useState, type ReactNode } from 'react';
import { setParams, usePlace } from '../../app/router.ts';
import classes from './gallery.module.css';
import { PARTS } from './parts.ts';

const THEMES = ['dark', 'light', 'contrast'] as const;

export function Gallery(): ReactNode {
  const { params } = usePlace();
  const [theme, setTheme] = useState(params['theme'] ?? 'dark');
  const part = PARTS.find(({ id }) => id === params['part']) ?? PARTS[0]!;

  useEffect(() => {
    const { dataset } = document.documentElement;
    const before = dataset['theme'];
    dataset['theme'] = theme;
    return () => {
      dataset['theme'] = before;
    };
  }, [theme]);

  return (
    <div className={classes['page']}>
      <nav className={classes['side']} aria-label="Components">
        <div className={classes['themes']} role="group" aria-label="Theme">
          {THEMES.map((one) => (
            <button
              key={one}
              type="button"
              className={classes['theme']}
              aria-pressed={theme === one}
              onClick={() => setTheme(one)}
            >
              {one}
            </button>
          ))}
        </div>
        {PARTS.map(({ id, title }) => (
          <button
            key={id}
            type="button"
            className={classes['part']}
            aria-current={id === part.id}
            onClick={() => setParams({ part: id })}
          >
            {title}
          </button>
        ))}
      </nav>
      <div className={classes['content']} key={part.id}>
        <h1 className={classes['title']}>{part.title}</h1>
        <part.view />
      </div>
    </div>
  );
}
