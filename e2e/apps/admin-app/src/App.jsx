import { Suspense, lazy } from 'react';
import { Link, Route, Routes } from 'react-router';
import { AppBar, Box, Button, CircularProgress, Drawer, List, ListItemButton, ListItemText, ThemeProvider, Toolbar, Typography, createTheme } from '@mui/material';
import { useState } from 'react';
import Home from './pages/Home.jsx';

const Users = lazy(() => import('./pages/Users.jsx'));
const Settings = lazy(() => import('./pages/Settings.jsx'));
const theme = createTheme({ palette: { primary: { main: '#7b1fa2' } } });
const pages = { '/': 'Home', '/users': 'Users', '/settings': 'Settings' };

export default function App() {
  const [open, setOpen] = useState(false);
  return (
    <ThemeProvider theme={theme}>
      <AppBar position="static">
        <Toolbar>
          <Button data-testid="menu" color="inherit" onClick={() => setOpen(true)}>Menu</Button>
          <Typography variant="h6" className="headline" data-testid="headline">Admin</Typography>
        </Toolbar>
      </AppBar>
      <Drawer open={open} onClose={() => setOpen(false)}>
        <List>
          {Object.entries(pages).map(([to, text]) => (
            <ListItemButton key={to} component={Link} to={to} data-testid={`to-${text}`} onClick={() => setOpen(false)}><ListItemText primary={text} /></ListItemButton>
          ))}
        </List>
      </Drawer>
      <Box className="p-4" data-testid="content">
        <Suspense fallback={<CircularProgress />}>
          <Routes>
            <Route path="/" element={<Home />} />
            <Route path="/users" element={<Users />} />
            <Route path="/settings" element={<Settings />} />
          </Routes>
        </Suspense>
      </Box>
    </ThemeProvider>
  );
}
