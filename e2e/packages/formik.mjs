import { createElement as h } from 'react';
import { renderToString } from 'react-dom/server';
import * as ns from 'formik';
import { ErrorMessage, Field, FieldArray, Form, Formik, getIn, setIn, yupToFormErrors } from 'formik';
import * as yup from 'yup';

const html = renderToString(h(Formik, { initialValues: { name: 'Ann', tags: ['x'] }, initialErrors: { name: 'bad' }, initialTouched: { name: true }, onSubmit() {} }, () => h(Form, null, h(Field, { name: 'name' }), h(ErrorMessage, { name: 'name' }), h(FieldArray, { name: 'tags', render: ({ form }) => h('i', null, form.values.tags.length) }))));
let errors;
try { yup.object({ a: yup.object({ b: yup.string().required('needed') }) }).validateSync({ a: {} }, { abortEarly: false }); } catch (e) { errors = yupToFormErrors(e); }
globalThis.__result = { keys: Object.keys(ns).sort(), html, errors, get: getIn({ a: [{ b: 2 }] }, 'a[0].b'), set: setIn({ a: 1 }, 'b.0', 2) };
