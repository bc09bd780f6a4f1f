import { Alert, Badge, Card, CardContent, Chip, Dialog, DialogTitle, Grid, LinearProgress, Tooltip } from '@mui/material';
import { useState } from 'react';
import { card, total } from './home.module.css';

export default function Home() {
  const [count, setCount] = useState(0);
  return (
    <Grid container spacing={2} data-testid="home">
      <Card className={card} data-testid="card">
        <CardContent className="bg-[rgb(1,2,3)]" data-testid="tailwind">
          <Tooltip title="Add one"><Chip label={`count ${count}`} data-testid="count" onClick={() => setCount(count + 1)} /></Tooltip>
          <Badge badgeContent={count} color="primary"><span className={total} data-testid="total">{count * 2}</span></Badge>
        </CardContent>
      </Card>
      <LinearProgress variant="determinate" value={count} />
      <Dialog open={count > 2} onClose={() => setCount(0)}><DialogTitle data-testid="dialog">Enough</DialogTitle></Dialog>
      <Alert severity="info">Home</Alert>
    </Grid>
  );
}
