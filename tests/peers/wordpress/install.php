<?php // Sets up an empty site (SITE in the environment); prints the accounts' application passwords as JSON.
define('WP_INSTALLING', true);
$_SERVER['HTTP_HOST'] = parse_url(getenv('SITE_URL'), PHP_URL_HOST) . ':' . parse_url(getenv('SITE_URL'), PHP_URL_PORT);
require getenv('SITE') . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install('Radblog Kiel', 'admin', 'admin@example.org', true, '', 'admin-password-1');
global $wp_rewrite;
$wp_rewrite->set_permalink_structure('/%year%/%postname%/');
flush_rewrite_rules();
update_option('comment_previously_approved', 0); // a guest's first comment is public at once
update_option('comment_moderation', 0);
$reader = wp_insert_user(['user_login' => 'leser', 'user_pass' => 'reader-password-1', 'user_email' => 'leser@example.org',
                          'display_name' => 'Lena Leser', 'role' => 'subscriber']);
[$admin_password] = WP_Application_Passwords::create_new_application_password(1, ['name' => 'crm']);
[$reader_password] = WP_Application_Passwords::create_new_application_password($reader, ['name' => 'crm']);
echo json_encode(['admin' => $admin_password, 'leser' => $reader_password]);
