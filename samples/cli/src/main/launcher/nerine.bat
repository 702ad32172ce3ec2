@echo off
rem Starts the command line of Nerine. JAVA_HOME names the Java to run, 17 or newer; JAVA_OPTS
rem holds further options for it, such as -Xmx4g.

setlocal
set "NERINE_HOME=%~dp0.."
set "NERINE_JAVA=java"
if defined JAVA_HOME set "NERINE_JAVA=%JAVA_HOME%\bin\java"

rem Java 24 and newer warn of native libraries, which ONNX Runtime, the tokenizers and LibTorch
rem are, and of memory access by protobuf, unless both are allowed; older ones take no notice.
"%NERINE_JAVA%" --enable-native-access=ALL-UNNAMED -Dsun.misc.unsafe.memory.access=allow %JAVA_OPTS% -cp "%NERINE_HOME%\lib\*" io.nerine.samples.cli.Nerine %*
exit /b %ERRORLEVEL%
