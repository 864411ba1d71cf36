<?php // php -S 127.0.0.1:PORT -t site router.php, with SITE in the environment: real files as they are, all else to index.php
$site = getenv('SITE');
$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
$file = $site . $path;
if ($path !== '/' && is_file($file)) return false;
if ($path !== '/' && is_dir($file) && is_file(rtrim($file, '/') . '/index.php')) {
    chdir(rtrim($file, '/'));
    require rtrim($file, '/') . '/index.php';
    return;
}
chdir($site);
$_SERVER['SCRIPT_NAME'] = '/index.php';
require $site . '/index.php';
