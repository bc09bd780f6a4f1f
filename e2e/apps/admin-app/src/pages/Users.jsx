import { Autocomplete, Avatar, Checkbox, Paper, Table, TableBody, TableCell, TableHead, TableRow, TextField } from '@mui/material';
import { useState } from 'react';
import * as styles from './users.module.scss';

const users = ['Ada', 'Grace', 'Linus', 'Margaret'];

export default function Users() {
  const [picked, setPicked] = useState([]);
  const toggle = (name) => setPicked(picked.includes(name) ? picked.filter((n) => n !== name) : [...picked, name]);
  return (
    <Paper className={styles.users} data-testid="users">
      <Autocomplete options={users} renderInput={(props) => <TextField {...props} label="User" />} />
      <Table>
        <TableHead><TableRow><TableCell>User</TableCell><TableCell data-testid="picked">{picked.join(' ')}</TableCell></TableRow></TableHead>
        <TableBody>
          {users.map((name) => (
            <TableRow key={name}>
              <TableCell><Avatar>{name[0]}</Avatar>{name}</TableCell>
              <TableCell><Checkbox checked={picked.includes(name)} onChange={() => toggle(name)} slotProps={{ input: { 'data-testid': `pick-${name}` } }} /></TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Paper>
  );
}
