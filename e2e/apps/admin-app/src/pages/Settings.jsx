import { FormControlLabel, Slider, Switch, Tab, Tabs, TextField } from '@mui/material';
import { useState } from 'react';

export default function Settings() {
  const [tab, setTab] = useState(0);
  const [dark, setDark] = useState(false);
  return (
    <div data-testid="settings" className={dark ? 'text-[rgb(9,8,7)]' : undefined}>
      <Tabs value={tab} onChange={(_, t) => setTab(t)}><Tab label="General" /><Tab label="More" data-testid="more" /></Tabs>
      {tab === 0 ? <FormControlLabel control={<Switch checked={dark} onChange={() => setDark(!dark)} />} label="Dark" data-testid="dark" /> : <Slider data-testid="slider" defaultValue={30} />}
      <TextField label="Name" />
    </div>
  );
}
