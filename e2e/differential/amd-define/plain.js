define({ plain: 1 });
